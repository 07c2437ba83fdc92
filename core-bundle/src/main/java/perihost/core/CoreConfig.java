package perihost.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of the core: {@code perihost.core.cfg}. */
@ObjectClassDefinition(id = "perihost.core", name = "Perihost core")
@interface CoreConfig {
    @AttributeDefinition(
            required = false,
            description = "Id of the payment terminal for commands that name none, when not just one is READY (D2)")
    String defaultPayment() default "";

    @AttributeDefinition(
            required = false,
            description = "Id of the printer for commands that name none, when not just one is READY (D2)")
    String defaultPrinter() default "";

    @AttributeDefinition(
            required = false,
            description = "Id of the camera for commands that name none, when not just one is READY (D2)")
    String defaultCamera() default "";
}
