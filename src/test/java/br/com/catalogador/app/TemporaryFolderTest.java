package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path folder;

  @Test
  void aFolderWithRoomIsNoProblemAndStaysEmpty() {
    assertThat(TemporaryFolder.problem(folder, 1)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFullOneIsToldWithWhatIsFreeAndNeeded() {
    assertThat(TemporaryFolder.problem(folder, Long.MAX_VALUE).orElseThrow())
        .startsWith("the folder for temporary files, " + folder + " (java.io.tmpdir), has ")
        .endsWith(" kB free, 9007199254740991 are needed");
  }

  @Test
  void oneThatIsNotThereIsTold() throws IOException {
    Path missing = folder.resolve("missing");

    assertThat(TemporaryFolder.problem(missing, 1).orElseThrow())
        .startsWith("the folder for temporary files, " + missing)
        .contains("cannot be written to: java.nio.file.NoSuchFileException");
  }
}
