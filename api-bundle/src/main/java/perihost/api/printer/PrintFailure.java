package perihost.api.printer;

/** Why a job was not printed, or is not known to have been; the word that begins {@code errorMessage} (F3). */
public enum PrintFailure {
    /** No paper. */
    PAPER_OUT,
    /** The cover is open. */
    COVER_OPEN,
    /** The cutter is blocked. */
    CUTTER_ERROR,
    /** The printer could not be reached, or says that it is off line. */
    OFFLINE,
    /** The line broke in the middle of the job. */
    LINE_LOST,
    /** The printer stopped taking bytes, or did not answer. The device turns HUNG. */
    TIMEOUT
}
