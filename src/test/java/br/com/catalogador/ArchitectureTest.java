package br.com.catalogador;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.Frame;
import br.com.catalogador.bus.Address;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The allowed dependencies between packages. Message packages count as packages of their own,
 * because senders and receivers share them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "br.com.catalogador.";

  /**
   * All classes including tests, without the generated benchmarks of JMH. Of the instance: kept for
   * the test classes after this one, 150 MB would be collected in vain.
   */
  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPackages("br.com.catalogador");

  private final JavaClasses main =
      all.that(
          describe(
              "of the product",
              type ->
                  !type.getSource().orElseThrow().getUri().toString().contains("/test-classes/")));

  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry(
              "analysis",
              List.of(
                  "analysis.message",
                  "bus",
                  "candle",
                  "failure",
                  "matrix",
                  "stats",
                  "strategy",
                  "support")),
          Map.entry(
              "analysis.message",
              List.of("bus", "candle", "failure", "matrix", "stats", "strategy")),
          Map.entry(
              "app",
              List.of(
                  "app.check",
                  "app.log",
                  "app.management",
                  "app.server",
                  "app.settings",
                  "broker",
                  "broker.recording",
                  "cache",
                  "candle",
                  "candle.file",
                  "hours",
                  "matrix",
                  "simulator",
                  "stats",
                  "strategy",
                  "support",
                  "view",
                  "web",
                  "web.http")),
          Map.entry(
              "app.check",
              List.of("broker", "broker.recording", "candle", "failure", "session", "support")),
          Map.entry("app.log", List.of("support")),
          Map.entry(
              "app.management",
              List.of(
                  "analysis.message",
                  "app.settings",
                  "bus",
                  "cache.message",
                  "candle",
                  "session.message",
                  "stats",
                  "strategy",
                  "support",
                  "watch.message")),
          Map.entry(
              "app.server",
              List.of(
                  "analysis",
                  "app.management",
                  "app.settings",
                  "broker",
                  "bus",
                  "bus.wire",
                  "cache",
                  "cache.message",
                  "ranking",
                  "session",
                  "session.directory",
                  "session.message",
                  "session.store",
                  "simulator",
                  "support",
                  "watch",
                  "web",
                  "web.http")),
          Map.entry(
              "app.settings",
              List.of(
                  "app.log",
                  "broker",
                  "cache",
                  "redis",
                  "session",
                  "session.store",
                  "simulator",
                  "support",
                  "web.http")),
          Map.entry("broker", List.of("candle", "failure", "model", "support")),
          Map.entry("broker.recording", List.of("broker")),
          Map.entry("bus", List.of("bus.wire", "failure", "support")),
          Map.entry("bus.wire", List.of("failure", "support")),
          Map.entry(
              "cache",
              List.of("bus", "cache.message", "candle", "failure", "model", "redis", "support")),
          Map.entry("cache.message", List.of("bus", "bus.wire", "candle", "failure", "model")),
          Map.entry("candle", List.of()),
          Map.entry("candle.file", List.of("candle")),
          Map.entry("failure", List.of()),
          Map.entry("hours", List.of("candle", "stats", "strategy")),
          Map.entry("matrix", List.of("candle", "stats", "strategy")),
          Map.entry("model", List.of("candle", "support")),
          Map.entry(
              "ranking",
              List.of(
                  "analysis.message",
                  "bus",
                  "candle",
                  "failure",
                  "matrix",
                  "model",
                  "ranking.message",
                  "session",
                  "session.message",
                  "stats",
                  "strategy",
                  "support",
                  "watch.message")),
          Map.entry(
              "ranking.message",
              List.of(
                  "analysis.message",
                  "bus",
                  "candle",
                  "failure",
                  "matrix",
                  "model",
                  "session.message",
                  "stats",
                  "strategy")),
          Map.entry("redis", List.of("support")),
          Map.entry(
              "session",
              List.of(
                  "analysis.message",
                  "broker",
                  "broker.recording",
                  "bus",
                  "cache.message",
                  "candle",
                  "failure",
                  "matrix",
                  "model",
                  "session.message",
                  "session.store",
                  "stats",
                  "strategy",
                  "support")),
          Map.entry(
              "session.directory",
              List.of(
                  "broker",
                  "bus",
                  "failure",
                  "model",
                  "redis",
                  "session",
                  "session.message",
                  "session.store",
                  "support")),
          Map.entry(
              "session.message",
              List.of(
                  "bus",
                  "cache.message",
                  "candle",
                  "failure",
                  "model",
                  "stats",
                  "strategy",
                  "support")),
          Map.entry(
              "session.store",
              List.of("bus", "failure", "model", "redis", "session.message", "support")),
          Map.entry("simulator", List.of("broker")),
          Map.entry("stats", List.of("strategy")),
          Map.entry("strategy", List.of("candle")),
          Map.entry("support", List.of("failure")),
          Map.entry(
              "view",
              List.of(
                  "analysis.message",
                  "cache.message",
                  "candle",
                  "candle.file",
                  "failure",
                  "hours",
                  "matrix",
                  "model",
                  "ranking.message",
                  "session.message",
                  "stats",
                  "strategy",
                  "watch.message")),
          Map.entry(
              "watch",
              List.of(
                  "bus",
                  "candle",
                  "model",
                  "session.message",
                  "stats",
                  "strategy",
                  "support",
                  "watch.message")),
          Map.entry(
              "watch.message",
              List.of(
                  "bus",
                  "candle",
                  "failure",
                  "model",
                  "session.message",
                  "stats",
                  "strategy",
                  "support")),
          Map.entry(
              "web",
              List.of(
                  "analysis.message",
                  "bus",
                  "cache.message",
                  "candle",
                  "candle.file",
                  "failure",
                  "hours",
                  "matrix",
                  "model",
                  "ranking.message",
                  "session.message",
                  "stats",
                  "strategy",
                  "support",
                  "view",
                  "web.bridge",
                  "web.http",
                  "web.page")),
          Map.entry(
              "web.bridge",
              List.of(
                  "bus",
                  "failure",
                  "model",
                  "ranking.message",
                  "session.message",
                  "strategy",
                  "support",
                  "view",
                  "watch.message",
                  "web.http")),
          Map.entry(
              "web.http",
              List.of(
                  "bus",
                  "candle",
                  "candle.file",
                  "failure",
                  "model",
                  "ranking.message",
                  "session.message",
                  "strategy",
                  "support",
                  "view")),
          Map.entry("web.page", List.of("support", "web.http")));

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  private static DescribedPredicate<JavaClass> inPackage(String... packages) {
    return DescribedPredicate.describe(
        "in " + String.join(", ", packages),
        type ->
            type.getPackageName().startsWith(ROOT) && List.of(packages).contains(packageOf(type)));
  }

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  @Test
  void everyPackageIsListed() {
    assertThat(main.stream().map(ArchitectureTest::packageOf).distinct())
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageDependsOnlyOnAllowedPackages(String name) {
    String[] others =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
            .toArray(String[]::new);

    noClasses().that(inPackage(name)).should().dependOnClassesThat(inPackage(others)).check(main);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(main);
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith(ROOT)
          ? SliceIdentifier.of(packageOf(type))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @Test
  void candlesStrategiesAndStatisticsNeedOnlyTheJdk() {
    classes()
        .that(inPackage("candle", "candle.file", "hours", "matrix", "strategy", "stats"))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..")
                .or(inPackage("candle", "candle.file", "hours", "matrix", "strategy", "stats"))
                .or(jsonParser())
                .or(csvParser()))
        .check(main);
    noClasses()
        .that(inPackage("candle", "hours", "matrix", "strategy", "stats"))
        .should()
        .dependOnClassesThat(jsonParser().or(csvParser()))
        .check(main);
  }

  private static DescribedPredicate<JavaClass> csvParser() {
    return resideInAnyPackage("de.siegmar.fastcsv..");
  }

  private static DescribedPredicate<JavaClass> jsonParser() {
    return resideInAnyPackage("com.fasterxml.jackson.core..");
  }

  @Test
  void simulatorSharesOnlyFramesWithTheBrokerClient() {
    noClasses()
        .that(inPackage("simulator"))
        .should()
        .dependOnClassesThat(
            inPackage("broker").and(DescribedPredicate.not(JavaClass.Predicates.type(Frame.class))))
        .check(main);
  }

  @Test
  void onlyProblemsSetsAFailureStatus() {
    // The value of the status is not visible here, so all classes that set one are listed: login
    // and ranking start answer 202, logout and ranking clear 204, the login on the broker's page
    // 303. Simulator and management are servers of their own.
    noClasses()
        .that(
            inPackage(
                MAY_USE.keySet().stream()
                    .filter(r -> !r.equals("simulator"))
                    .toArray(String[]::new)))
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.Problems")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.LoginResponse")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.LogoutRoute")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.OAuthRoutes")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "app.management.ManagementVerticle")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "app.management.LoggersRoute")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.HistoryRoutes")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.RankingRoutes")
        .should()
        .callMethodWhere(target(name("setStatusCode")))
        .check(main);
  }

  @Test
  void onlyTheBusPackageUsesTheEventBus() {
    noClasses()
        .that(DescribedPredicate.not(inPackage("bus")))
        .should()
        .callMethod(Vertx.class, "eventBus")
        .check(main);
  }

  /**
   * A plain promise continues on the context of whoever completes it, and so without the id of the
   * request that waits. The two listed are events for everybody; those who wait follow them.
   */
  @Test
  void requestsWaitForPromisesOfTheirOwnContext() {
    noClasses()
        .that(DescribedPredicate.not(inPackage("app.check", "simulator", "support")))
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "broker.BrokerClock")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "broker.PolariumSocket")
        .should()
        .callMethod(Promise.class, "promise")
        .check(main);
  }

  @Test
  void onlyListedClassesUseInternalPackagesOfVertx() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + "support.ContextPromise")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "support.RequestId")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "broker.InboundBudget")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + "web.http.ClientChannel")
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.vertx.core.internal..", "io.vertx..impl.."))
        .check(main);
  }

  @Test
  void addressesAreDefinedInMessagePackagesOnly() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage("..message", ROOT + "bus")))
        .should()
        .callConstructorWhere(target(owner(JavaClass.Predicates.type(Address.class))))
        .check(main);
  }

  @Test
  void noClassSleeps() {
    noClasses()
        .should()
        .callMethodWhere(callTo(Thread.class, "sleep").or(callTo(TimeUnit.class, "sleep")))
        .check(all);
  }

  @Test
  void onlyCommandsUseTheSystemClock() {
    // A command starts a process, and passes the clock to everything below.
    noClasses()
        .that(
            DescribedPredicate.not(
                inPackage("app", "app.server", "app.management", "app.settings", "app.log")))
        .and()
        .haveSimpleNameNotEndingWith("Command")
        .should()
        .callMethodWhere(
            callTo(System.class, "currentTimeMillis")
                .or(callTo(Instant.class, "now"))
                .or(callTo(InstantSource.class, "system"))
                .or(callTo(Clock.class, "systemUTC"))
                .or(callTo(Clock.class, "systemDefaultZone"))
                .or(target(name("now")).and(target(owner(resideInAPackage("java.time"))))))
        .check(main);
  }

  private static DescribedPredicate<JavaCall<?>> callTo(Class<?> owner, String method) {
    return target(owner(JavaClass.Predicates.type(owner))).and(target(name(method)));
  }
}
