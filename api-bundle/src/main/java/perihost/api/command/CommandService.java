package perihost.api.command;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The contract, without a transport: what every front end (HTTP, pipe, gRPC) calls. */
@ProviderType
public interface CommandService {
    /**
     * Carries out a command, or gives the answer that its {@code commandId} got before (C1, C2). Any thread; returns at
     * once, often with the answer already there.
     *
     * @return completes with the answer within 5 s (B6), on the caller's thread or one of the host's, which the
     *         front end must not block; it never fails
     */
    CompletionStage<Response> execute(Command command);

    /**
     * All devices, or those of some types, by id (I1). Any thread; returns at once.
     *
     * @param deviceTypes names of types; none: all devices
     * @throws InvalidPayload if a type is not known
     */
    List<DeviceSnapshot> snapshot(Collection<String> deviceTypes);
}
