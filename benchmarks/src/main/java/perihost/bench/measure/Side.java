package perihost.bench.measure;

/** Which of the two is measured. */
enum Side {
    HOST,
    BARE
}
