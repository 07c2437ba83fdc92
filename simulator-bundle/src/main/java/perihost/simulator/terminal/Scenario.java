package perihost.simulator.terminal;

/** What the last three digits of an amount make the terminal do (docs/operations.md). */
enum Scenario {
    APPROVE,
    DECLINE,
    NO_CARD,
    LOSE_ANSWER,
    REFUSE_TWICE,
    DEAF,
    DAMAGE_ONCE;

    static Scenario of(long amountWon) {
        int digits = (int) (amountWon % 1000);
        return digits > 0 && digits < values().length ? values()[digits] : APPROVE;
    }
}
