package perihost.api.device;

import java.util.regex.Pattern;

/**
 * The kind of a device, as the contract names it (contract 5).
 *
 * @param name 1 to 32 characters: a small letter, then small letters, digits or {@code _}
 */
public record DeviceType(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    /** {@code payment}: card terminals. */
    public static final DeviceType PAYMENT = new DeviceType("payment");

    /** {@code printer}: receipt and other printers. */
    public static final DeviceType PRINTER = new DeviceType("printer");

    /** {@code camera}: cameras. */
    public static final DeviceType CAMERA = new DeviceType("camera");

    /** @throws IllegalArgumentException if the name is not of the form above */
    public DeviceType {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("device type: " + name);
    }

    @Override
    public String toString() {
        return name;
    }
}
