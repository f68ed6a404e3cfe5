package br.com.catalogador.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.Main;
import br.com.catalogador.support.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void acceptsAFolderWithFreeSpaceAndLeavesItEmpty() {
    assertThat(TemporaryFolder.problem(folder, 1)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void reportsFreeAndRequiredSpaceOfAFullFolder() {
    assertThat(TemporaryFolder.problem(folder, Long.MAX_VALUE).orElseThrow())
        .startsWith("the folder for temporary files, " + folder + " (java.io.tmpdir), has ")
        .endsWith(" kB free, 9007199254740991 are needed");
  }

  @Test
  void reportsAMissingFolder() throws IOException {
    Path missing = folder.resolve("missing");

    assertThat(TemporaryFolder.problem(missing, 1).orElseThrow())
        .startsWith("the folder for temporary files, " + missing)
        .contains("cannot be written to: java.nio.file.NoSuchFileException");
  }

  @Test
  void theServerExitsWithTheReason() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--port",
                Integer.toString(Ports.free()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(1);
      assertThat(Files.readString(folder.resolve("log")))
          .contains("the server cannot start: the folder for temporary files, " + file);
    } finally {
      server.destroyForcibly();
    }
  }
}
