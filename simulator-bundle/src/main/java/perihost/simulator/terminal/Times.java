package perihost.simulator.terminal;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param card     from the request until the customer presents a card
 * @param approval from the card until the answer
 * @param removal  from the answer until the customer takes the card out
 * @param giveUp   how long a terminal without a customer waits for a card
 * @param ack      how long an answer waits to be acknowledged before it is sent again
 * @param reboot   how long a terminal that was reset or switched off is silent
 * @param away     how long a line that dropped is gone
 * @param check    how long a device check takes
 */
public record Times(
        Duration card,
        Duration approval,
        Duration removal,
        Duration giveUp,
        Duration ack,
        Duration reboot,
        Duration away,
        Duration check) {
    /** Those of docs/operations.md. */
    public static final Times USUAL = new Times(
            Duration.ofMillis(300),
            Duration.ofMillis(1000),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ZERO);

    /** With another customer. */
    public Times withCard(Duration other) {
        return new Times(other, approval, removal, giveUp, ack, reboot, away, check);
    }

    /** With another VAN. */
    public Times withApproval(Duration other) {
        return new Times(card, other, removal, giveUp, ack, reboot, away, check);
    }

    /** With another time for device checks. */
    public Times withCheck(Duration other) {
        return new Times(card, approval, removal, giveUp, ack, reboot, away, other);
    }

    /** All of them, so many times as fast. */
    public Times faster(int times) {
        return new Times(
                card.dividedBy(times),
                approval.dividedBy(times),
                removal.dividedBy(times),
                giveUp.dividedBy(times),
                ack.dividedBy(times),
                reboot.dividedBy(times),
                away.dividedBy(times),
                check.dividedBy(times));
    }
}
