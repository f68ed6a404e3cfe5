package br.com.catalogador;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every suppressed warning of a build tool has a reason beside it. */
class SuppressionsTest {
  @Test
  void everySpotBugsExclusionHasAReason() throws Exception {
    NodeList exclusions =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("src/build/spotbugs-exclude.xml").toFile())
            .getElementsByTagName("Match");

    assertThat(IntStream.range(0, exclusions.getLength()).mapToObj(exclusions::item))
        .isNotEmpty()
        .allSatisfy(match -> assertThat(firstIn(match)).isEqualTo(Node.COMMENT_NODE));
  }

  @Test
  void everySuppressedWarningHasAReasonInTheLineAbove() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .allSatisfy(
              file -> assertThat(silencedWithoutReason(Files.readAllLines(file))).isEmpty());
    }
  }

  /** The type of the first non-blank node. */
  private static short firstIn(Node match) {
    Node node = match.getFirstChild();
    while (node.getNodeType() == Node.TEXT_NODE && node.getTextContent().isBlank()) {
      node = node.getNextSibling();
    }
    return node.getNodeType();
  }

  private static List<String> silencedWithoutReason(List<String> lines) {
    return IntStream.range(1, lines.size())
        .filter(i -> lines.get(i).strip().startsWith("@Suppress"))
        .filter(i -> !lines.get(i - 1).strip().startsWith("//"))
        .mapToObj(lines::get)
        .toList();
  }
}
