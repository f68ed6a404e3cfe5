package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The license texts and notices that the packaged jar must include. */
@EnabledIfSystemProperty(
    named = "catalogador.jar",
    matches = ".+",
    disabledReason = "the licences stand in the jar")
class LicencesIT {
  private static final String TEXTS = "META-INF/licenses/";

  /** A library as {@code THIRD-PARTY.txt} lists it: from Maven, or inside a page library. */
  private static final Pattern LISTED =
      Pattern.compile("(?m)^(?:[^\\s:]+:([^:]+):\\S+|(\\S+) in .+?) {2}\\(([^)]+)\\)");

  /** Licenses whose text contains no copyright line. */
  private static final Set<String> SHARED = Set.of("Apache-2.0", "EPL-2.0");

  private static final Pattern LEGAL =
      Pattern.compile("(META-INF/)?[^/]*(LICENSE|NOTICE)[^/]*", Pattern.CASE_INSENSITIVE);

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(System.getProperty("catalogador.jar"));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void everyListedLibraryHasALicenceText() throws Exception {
    List<MatchResult> listed =
        LISTED.matcher(text(jar, "META-INF/THIRD-PARTY.txt")).results().toList();

    assertThat(listed.stream().filter(library -> !hasText(library)).map(MatchResult::group))
        .isEmpty();
    // Guards against a list that cannot be parsed.
    assertThat(listed.stream().filter(library -> library.group(1) != null))
        .hasSizeGreaterThanOrEqualTo(50);
    assertThat(listed.stream().filter(library -> library.group(2) != null)).hasSize(8);
  }

  private static boolean hasText(MatchResult library) {
    String name = library.group(1) != null ? library.group(1) : library.group(2);
    return Stream.concat(
            Stream.of(name), Stream.of(library.group(3).split(" or ")).filter(SHARED::contains))
        .map(text -> jar.getEntry(TEXTS + text + ".txt"))
        .anyMatch(entry -> entry != null && entry.getSize() > 0);
  }

  @Test
  void includesEveryLicenceTextOfALibrary() throws Exception {
    String libraries = text(jar, "META-INF/THIRD-PARTY.txt");
    Set<String> missing = new TreeSet<>();
    int brought = 0;
    for (String path : System.getProperty("java.class.path").split(Pattern.quote(":"))) {
      String file = Path.of(path).getFileName().toString();
      if (file.endsWith(".jar") && isListed(libraries, path)) {
        try (JarFile library = new JarFile(path)) {
          for (String name : legalFiles(library)) {
            brought++;
            if (!words(text(jar, name)).contains(words(text(library, name)))) {
              missing.add(file + " " + name);
            }
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(brought).isGreaterThan(10);
  }

  /** Whether a jar in Maven's repository, {@code …/artifact/version/file}, is in the list. */
  private static boolean isListed(String libraries, String path) {
    Path version = Path.of(path).getParent();
    return libraries.contains(
        ":" + version.getParent().getFileName() + ":" + version.getFileName() + "  (");
  }

  private static Set<String> legalFiles(JarFile library) {
    return library.stream()
        .map(ZipEntry::getName)
        .filter(name -> LEGAL.matcher(name).matches() && !name.endsWith("/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Removes blanks and empty lines, which may change when files are joined. */
  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  private static String text(JarFile file, String name) throws IOException {
    ZipEntry entry = file.getEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream in = file.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
