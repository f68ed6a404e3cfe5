package br.com.catalogador.app;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real Chromium, the machine's own, without a window. Notes what its pages complain about. */
final class Browser implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** A page is given so long to show what is expected: machines that run tests are busy. */
  private static final double PATIENCE = 20_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();
  private boolean brokerIsSilent;

  Browser() {
    Path executable = executable().orElseThrow();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** Whether this machine has a Chromium; named by JUnit conditions. */
  static boolean isThere() {
    return executable().isPresent();
  }

  private static Optional<Path> executable() {
    return Stream.of(
            System.getenv("CHROMIUM_FOR_TESTS"),
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium")
        .filter(name -> name != null && !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A page of its own, sharing nothing with others, as a Brazilian trader's browser has it. */
  Page page(int width, int height) {
    BrowserContext context =
        chromium.newContext(
            new NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("pt-BR")
                .setTimezoneId("America/Sao_Paulo")
                .setColorScheme(ColorScheme.DARK)
                .setReducedMotion(ReducedMotion.REDUCE));
    context.grantPermissions(List.of("notifications", "clipboard-read", "clipboard-write"));
    context.onWebError(error -> complaints.add(error.error()));
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isProvoked(message.text())) {
            complaints.add(message.text());
          }
        });
    return context.newPage();
  }

  /** Chromium also reports answers that a test has provoked. */
  private boolean isProvoked(String error) {
    return error.matches(".*status of (4\\d\\d|502) .*")
        || brokerIsSilent && error.matches(".*status of 504 .*");
  }

  /** Takes answers of 504 as provoked until the pages are closed. */
  void expectSilentBroker() {
    brokerIsSilent = true;
  }

  /** Closes all pages: those of a test that is over would go on drawing. */
  void closePages() {
    chromium.contexts().forEach(BrowserContext::close);
    brokerIsSilent = false;
  }

  /** Script errors and violations of the content security policy, on any page so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
