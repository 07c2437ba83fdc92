package perihost.printer.escpos;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One configuration, one printer. */
@ObjectClassDefinition(
        name = "ESC/POS receipt printer",
        description = "A receipt printer that speaks ESC/POS. Jobs are sent to it unchanged.")
@interface EscposConfig {
    @AttributeDefinition(name = "Name", description = "What people call the printer")
    String name() default "ESC/POS receipt printer";

    @AttributeDefinition(
            name = "Line",
            description = "Byte line to the printer, e.g. tcp:192.168.0.50:9100, serial:COM3?baud=115200,"
                    + " file:/dev/usb/lp0 or sim:escpos")
    String line() default "sim:escpos";

    @AttributeDefinition(
            name = "Connect time-out",
            description = "Longest time for one try to open the line, milliseconds, 100 to 5000",
            min = "100",
            max = "5000")
    int connectTimeout() default 3000;

    @AttributeDefinition(
            name = "Write time-out",
            description = "Longest time in which the printer takes no byte at all, milliseconds, 100 to 60000."
                    + " A job as a whole has 20 s and 2 ms for each byte.",
            min = "100",
            max = "60000")
    int writeTimeout() default 10_000;
}
