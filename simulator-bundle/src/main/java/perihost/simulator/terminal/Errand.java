package perihost.simulator.terminal;

/**
 * A job that takes a card and time.
 *
 * @param scenario what is to happen
 * @param cardless whether it goes without a card
 * @param end      what is done in the end
 */
record Errand(Scenario scenario, boolean cardless, End end) {
    /** What is done with the card. */
    @FunctionalInterface
    interface End {
        void with(Card card);
    }
}
