package perihost.line;

import static perihost.line.Failure.timeout;
import static perihost.line.Failure.unavailable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import perihost.api.line.LineException;

/**
 * Resolves host names within a deadline. The system's resolver can neither be interrupted nor told a time limit, so it
 * runs on a thread of its own, which a caller who is out of time leaves behind. A name that is still being asked for is
 * not asked for again, so that there is never more than one such thread for each name.
 */
final class Names {
    /** Asks for a name's addresses; may block for as long as it likes. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final ConcurrentMap<String, FutureTask<List<InetAddress>>> asked = new ConcurrentHashMap<>();

    Names(Resolver resolver) {
        this.resolver = resolver;
    }

    /** At least one address. Any thread. */
    List<InetAddress> resolve(TcpTarget target, Deadline deadline) throws LineException {
        try {
            if (target.isAddress()) return List.of(InetAddress.getByName(target.host()));
            return ask(target.host()).get(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
        } catch (UnknownHostException e) {
            throw unavailable("the address " + target.host() + " cannot be reached from here", e);
        } catch (ExecutionException e) {
            throw unavailable("the host name " + target.host() + " is not known", e);
        } catch (TimeoutException e) {
            throw timeout("the host name " + target.host() + " was not resolved in time");
        } catch (InterruptedException e) {
            throw Failure.interrupted(target.toString());
        }
    }

    private FutureTask<List<InetAddress>> ask(String host) {
        FutureTask<List<InetAddress>> mine = new FutureTask<>(() -> List.of(resolver.resolve(host)));
        FutureTask<List<InetAddress>> first = asked.putIfAbsent(host, mine);
        if (first != null) return first;
        Thread thread = new Thread(
                () -> {
                    mine.run();
                    asked.remove(host, mine);
                },
                "perihost-line-resolve-" + host);
        thread.setDaemon(true);
        thread.start();
        return mine;
    }
}
