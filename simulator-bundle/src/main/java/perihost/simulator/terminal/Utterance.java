package perihost.simulator.terminal;

/** What a terminal can say. */
enum Utterance {
    ACK,
    NAK,
    ANSWER,
    EVENT
}
