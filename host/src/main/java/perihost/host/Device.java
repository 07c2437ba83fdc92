package perihost.host;

/** One device as {@code /healthz} tells it; what is missing there is empty here. */
record Device(String id, String type, String state, String name, String lastError) {
    boolean ready() {
        return state.equals("READY");
    }
}
