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

/**
 * Pages in the headless Chromium of this machine, one for all test classes of a process; each page
 * has its own storage. Records script errors of its pages.
 */
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

  /** Timeout for what a page must show, long enough for busy machines. */
  private static final double PATIENCE = 20_000;

  private static com.microsoft.playwright.Browser chromium;

  private final List<String> complaints = new ArrayList<>();
  private boolean brokerIsSilent;

  Browser() {
    if (chromium == null || !chromium.isConnected()) {
      chromium = launch();
    }
  }

  private static com.microsoft.playwright.Browser launch() {
    Path executable = executable().orElseThrow();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(new LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  /** Whether this machine has a Chromium; for JUnit conditions. */
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

  /** A page with its own storage, and the locale and time zone of Brazil. */
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

  /** Chromium also reports failed requests that a test has caused. */
  private boolean isProvoked(String error) {
    return error.matches(".*status of (4\\d\\d|502) .*")
        || brokerIsSilent && error.matches(".*status of 504 .*");
  }

  /** Accepts answers with status 504 until the pages are closed. */
  void expectSilentBroker() {
    brokerIsSilent = true;
  }

  /** Closes all pages, so that those of earlier tests do not use the processor. */
  void closePages() {
    chromium.contexts().forEach(BrowserContext::close);
    brokerIsSilent = false;
  }

  /** The script errors and content-security violations of all pages so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    closePages();
  }
}
