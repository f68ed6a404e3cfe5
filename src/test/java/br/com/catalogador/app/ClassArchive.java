package br.com.catalogador.app;

import br.com.catalogador.app.settings.Settings;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import java.io.IOException;
import java.io.InterruptedIOException;
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
public final class ClassArchive {
  private ClassArchive() {}

  /** The JVM option to use the archive; the first call of all test processes creates it. */
  public static synchronized String option(Path jar) throws IOException {
    Path archive = jar.toAbsolutePath().resolveSibling("catalogador.jsa");
    Path lock = archive.resolveSibling("catalogador.jsa.lock");
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

  private static void make(Path jar, Path archive) throws IOException {
    Path made = Files.createTempDirectory(archive.getParent(), "classes").resolve("made.jsa");
    Path log = made.resolveSibling("log");
    String port = Integer.toString(Ports.free());
    try {
      JavaProcess server =
          JavaProcess.start(
              log,
              List.of(
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-XX:ArchiveClassesAtExit=" + made),
              List.of(jar.toString(), "serve"),
              Map.of(
                  Settings.variable("http.port"), port,
                  Settings.variable("http.managementPort"), Integer.toString(Ports.free()),
                  Settings.variable("simulator.port"), Integer.toString(Ports.free())));
      // What most tests do with a server: the classes of that, too, go into the archive.
      ApiClient.of("http://127.0.0.1:" + port)
          .loginAs("demo@catalogador.local", "demo-1234")
          .get("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10");
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(log);
    Files.delete(made.getParent());
  }
}
