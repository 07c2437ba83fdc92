package perihost.core.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import perihost.api.command.Command;
import perihost.api.command.InvalidPayload;
import perihost.api.command.Payload;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.TerminalSettings;
import perihost.api.payment.VoidRequest;
import perihost.core.Texts;

/** What clients ask of terminals, as values. The journal keeps it under the same names, to be read the same way. */
final class PaymentFields {
    private static final Pattern AMOUNT = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Pattern PART = Pattern.compile("0|[1-9][0-9]{0,7}");
    private static final Pattern INSTALLMENTS = Pattern.compile("0|[2-9]|1[0-2]");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final Pattern APPROVAL_NUMBER = Pattern.compile("[!-~]{1,12}");
    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern LEVEL = Pattern.compile("[0-9]");
    private static final String IN_WON =
            "must be a whole number of won from 1 to 9999999999, without sign or zeros in front";
    private static final String PART_IN_WON =
            "must be a whole number of won from 0 to 99999999, without sign or zeros in front";
    private static final String A_DATE = "must be a date as YYYYMMDD";

    private PaymentFields() {}

    /** @throws InvalidPayload if a field is wrong; 1.0 has but the amount */
    static PaymentRequest payment(Command command) {
        return payment(command.commandId(), command.payload(), command.version().hasExtensions());
    }

    /** A payment that the host died over. */
    static PaymentRequest payment(Ledger.Open open) {
        return payment(open.accepted().commandId(), kept(open), true);
    }

    private static PaymentRequest payment(String commandId, Payload payload, boolean extended) {
        long amount = amount(payload);
        if (!extended) return new PaymentRequest(commandId, amount);
        long tax = Long.parseLong(text(payload, "tax", "0", PART, PART_IN_WON));
        long serviceCharge = Long.parseLong(text(payload, "serviceCharge", "0", PART, PART_IN_WON));
        if (tax > amount) throw new InvalidPayload("tax", "must not be more than the amount");
        if (tax + serviceCharge > amount)
            throw new InvalidPayload("serviceCharge", "must not be more than the amount, the tax included");
        int installments = Integer.parseInt(
                text(payload, "installments", "0", INSTALLMENTS, "must be 0 or a number of months from 2 to 12"));
        boolean signature =
                Boolean.parseBoolean(text(payload, "signature", "false", FLAG, "must be \"true\" or \"false\""));
        return new PaymentRequest(commandId, amount, tax, serviceCharge, installments, signature);
    }

    /** What the journal keeps of it. */
    static Map<String, String> of(PaymentRequest request) {
        return Texts.of(
                "amount", Long.toString(request.amountWon()),
                "tax", Long.toString(request.taxWon()),
                "serviceCharge", Long.toString(request.serviceChargeWon()),
                "installments", Integer.toString(request.installments()),
                "signature", Boolean.toString(request.signature()));
    }

    /** @throws InvalidPayload if a field is wrong */
    static VoidRequest approvalVoid(Command command) {
        return approvalVoid(command.commandId(), command.payload());
    }

    /** A void that the host died over. */
    static VoidRequest approvalVoid(Ledger.Open open) {
        return approvalVoid(open.accepted().commandId(), kept(open));
    }

    private static VoidRequest approvalVoid(String commandId, Payload payload) {
        String approvalNumber = checked(
                "approvalNumber",
                payload.required("approvalNumber"),
                APPROVAL_NUMBER,
                "must be 1 to 12 visible ASCII characters");
        return new VoidRequest(commandId, approvalNumber, date(payload), amount(payload));
    }

    /** What the journal keeps of it. */
    static Map<String, String> of(VoidRequest request) {
        return Texts.of(
                "approvalNumber", request.approvalNumber(),
                "salesDate", request.salesDate(),
                "amount", Long.toString(request.amountWon()));
    }

    /** @throws InvalidPayload if a field is wrong */
    static TerminalSettings settings(Payload payload) {
        return new TerminalSettings(
                level(payload, "screenBrightness"), level(payload, "voiceVolume"), level(payload, "touchVolume"));
    }

    private static OptionalInt level(Payload payload, String field) {
        return payload.text(field)
                .map(text -> checked(field, text, LEVEL, "must be a digit"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    private static long amount(Payload payload) {
        return Long.parseLong(checked("amount", payload.required("amount"), AMOUNT, IN_WON));
    }

    private static String date(Payload payload) {
        String text = checked("salesDate", payload.required("salesDate"), DATE, A_DATE);
        try {
            LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
            return text;
        } catch (DateTimeException e) {
            throw new InvalidPayload("salesDate", A_DATE);
        }
    }

    private static String text(Payload payload, String field, String absent, Pattern form, String reason) {
        return checked(field, payload.text(field).orElse(absent), form, reason);
    }

    private static String checked(String field, String text, Pattern form, String reason) {
        if (!form.matcher(text).matches()) throw new InvalidPayload(field, reason);
        return text;
    }

    private static Payload kept(Ledger.Open open) {
        return new Payload(open.accepted().fields(), Set.of());
    }
}
