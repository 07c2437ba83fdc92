package perihost.payment.smartro;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One configuration, one terminal. */
@ObjectClassDefinition(
        name = "SMARTRO payment terminal",
        description = "A card terminal of the models TL3500 and TL3600, on a serial line, USB or a network.")
@interface SmartroConfig {
    @AttributeDefinition(name = "Name", description = "What people call the terminal")
    String name() default "SMARTRO payment terminal";

    @AttributeDefinition(
            name = "Line",
            description =
                    "Byte line to the terminal, e.g. serial:COM3?baud=115200, tcp:192.168.0.60:5000 or sim:smartro")
    String line() default "sim:smartro";

    @AttributeDefinition(
            name = "Terminal id",
            description = "The id in what is sent, at most 16 visible characters of ASCII; may be empty")
    String terminal_id() default "";

    @AttributeDefinition(
            name = "Required modules",
            description = "The modules that must be well for a payment, with commas between: card, rf, van, link")
    String required_modules() default "card,rf,van,link";

    @AttributeDefinition(
            name = "Card time-out",
            description = "Time that a customer has to show a card, seconds, 1 to 600",
            min = "1",
            max = "600")
    int card_timeout() default 60;

    @AttributeDefinition(
            name = "Card event time-out",
            description =
                    "Time in which a payment must have ended after the last thing that the card did, seconds, 1 to 600;"
                            + " no approval can still come after it",
            min = "1",
            max = "600")
    int card_event_timeout() default 60;

    @AttributeDefinition(
            name = "Check interval",
            description = "How often an idle terminal is asked whether it is there, seconds, 1 to 60",
            min = "1",
            max = "60")
    int check_interval() default 8;

    @AttributeDefinition(
            name = "ACK time-out",
            description = "Longest time for the terminal to acknowledge a request, milliseconds, 100 to 10000",
            min = "100",
            max = "10000")
    int ack_timeout() default 3000;

    @AttributeDefinition(
            name = "Answer time-out",
            description = "Longest time for an answer that waits for no card, milliseconds, 100 to 30000",
            min = "100",
            max = "30000")
    int answer_timeout() default 4000;

    @AttributeDefinition(
            name = "Byte time-out",
            description =
                    "Longest silence inside a frame, milliseconds, 20 to 2000; 20 at 115200 baud, more on slow lines",
            min = "20",
            max = "2000")
    int byte_timeout() default 300;

    @AttributeDefinition(
            name = "Listen time",
            description = "How long an answer that did not come is still listened for before the terminal is asked,"
                    + " seconds, 0 to 60",
            min = "0",
            max = "60")
    int settle_listen() default 10;

    @AttributeDefinition(
            name = "Settle time-out",
            description = "How long a terminal that does not answer is asked for a payment's outcome before the payment"
                    + " is left open, to be asked for again later, seconds, 10 to 600",
            min = "10",
            max = "600")
    int settle_timeout() default 90;
}
