import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loader of Error Prone and NullAway for compilers that run in Maven's JVM. The compiler makes
 * a loader for each compilation, and the JVM would load and compile the same checks again for each
 * of some thirty: a third of the processor time of a build without tests. This one delegates to a
 * loader that all compilations of a thread share. Threads share none, since the checks need not be
 * thread-safe.
 *
 * <p>The compiler finds it by its name in {@code -XDprocloader}, which is not documented. Where it
 * is not on the boot class path, as in a build without {@code .ci/run}, the compiler makes its own
 * loaders as usual.
 */
public final class SharedProcessors extends URLClassLoader {
    private static final ThreadLocal<Map<List<String>, ClassLoader>> SHARED =
            ThreadLocal.withInitial(HashMap::new);

    public SharedProcessors(URL[] path, ClassLoader parent) {
        super(new URL[0], shared(path, parent));
    }

    private static ClassLoader shared(URL[] path, ClassLoader parent) {
        List<String> key = Arrays.stream(path).map(URL::toString).toList();
        return SHARED.get().computeIfAbsent(key, _ -> new URLClassLoader(path, parent));
    }
}
