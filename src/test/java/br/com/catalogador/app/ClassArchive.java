package br.com.catalogador.app;

import br.com.catalogador.app.settings.Settings;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A class-data-sharing archive of the packaged jar, which makes the many starts of the tests a
 * third faster. It is stored beside the jar and created again for another jar.
 */
final class ClassArchive {
  private ClassArchive() {}

  /** The JVM option to use the archive; the first call of all test processes creates it. */
  static synchronized String option(Path jar) throws IOException, InterruptedException {
    Path archive = jar.resolveSibling("catalogador.jsa");
    Path lock = jar.resolveSibling("catalogador.jsa.lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (!isOf(jar, archive)) {
        make(jar, archive);
      }
    }
    return "-XX:SharedArchiveFile=" + archive;
  }

  private static boolean isOf(Path jar, Path archive) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static void make(Path jar, Path archive) throws IOException, InterruptedException {
    Path made = Files.createTempDirectory(jar.getParent(), "classes").resolve("made.jsa");
    Path log = made.resolveSibling("log");
    JavaProcess.start(
            log,
            List.of(
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + made),
            List.of(jar.toString(), "serve"),
            Map.of(
                Settings.variable("http.port"), Integer.toString(Ports.free()),
                Settings.variable("http.managementPort"), Integer.toString(Ports.free()),
                Settings.variable("simulator.port"), Integer.toString(Ports.free())))
        .close();
    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(log);
    Files.delete(made.getParent());
  }
}
