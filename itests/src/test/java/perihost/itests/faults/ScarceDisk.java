package perihost.itests.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;

/** A home's disk that a test can fill and free again. */
interface ScarceDisk extends AutoCloseable {
    /** From now on nothing more can be written. */
    void fill(RunningHost host) throws Exception;

    /** There is room again. */
    void free(RunningHost host) throws Exception;

    @Override
    void close() throws IOException;

    /** A small file system in memory, mounted on the home; only the superuser can mount one. */
    record SmallFileSystem(HostHome home) implements ScarceDisk {
        /** Whether it could be mounted. */
        static boolean mount(HostHome home) throws Exception {
            return run(
                            "mount",
                            "-t",
                            "tmpfs",
                            "-o",
                            "size=96m,mode=700",
                            "tmpfs",
                            home.path().toString())
                    == 0;
        }

        @Override
        public void fill(RunningHost host) throws IOException {
            byte[] some = new byte[4096];
            try (OutputStream out = Files.newOutputStream(filler())) {
                while (true) out.write(some);
            } catch (IOException e) {
                if (Files.getFileStore(home.path()).getUsableSpace() > 0) throw e;
            }
        }

        @Override
        public void free(RunningHost host) throws IOException {
            Files.delete(filler());
        }

        @Override
        public void close() throws IOException {
            if (run("umount", home.path().toString()) != 0) throw new IOException("umount " + home.path());
        }

        private Path filler() {
            return home.path().resolve("filler");
        }
    }

    /** A limit on the size of the files that the host's process writes: no file system takes a byte of it any more. */
    record RefusedWrites() implements ScarceDisk {
        @Override
        public void fill(RunningHost host) throws Exception {
            limit(host, "0");
        }

        @Override
        public void free(RunningHost host) throws Exception {
            limit(host, "unlimited");
        }

        @Override
        public void close() {
            // the limit ended with the process
        }

        private static void limit(RunningHost host, String size) throws Exception {
            String pid = Long.toString(host.process().pid());
            if (run("prlimit", "--pid", pid, "--fsize=" + size + ":unlimited") != 0) throw new IOException("prlimit");
        }
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command).inheritIO().start().onExit().join().exitValue();
    }
}
