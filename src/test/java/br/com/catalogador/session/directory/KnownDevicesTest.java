package br.com.catalogador.session.directory;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownDevicesTest {
  private static final String ANA = "ana@example.com";
  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");
  private static final Secret OTHER = new Secret("fedcba9876543210fedcba9876543210");

  private final SettableTime time = new SettableTime(1_790_000_000);
  private final AtomicInteger made = new AtomicInteger();
  private final KnownDevices devices = devices(SECRET, null);

  private KnownDevices devices(Secret secret, Secret previous) {
    return new KnownDevices(secret, previous, time, () -> "device-" + made.incrementAndGet());
  }

  @Test
  void recognizesADeviceForItsAccountOnly() {
    String cookie = devices.remember("", ANA);

    assertThat(devices.find(cookie, ANA)).isEqualTo("device-1");
    assertThat(devices.find(cookie, "bia@example.com")).isNull();
    assertThat(cookie).doesNotContain("ana").doesNotContain("example");
  }

  @Test
  void keepsTheDeviceIdAcrossLogins() {
    String cookie = devices.remember(devices.remember("", ANA), ANA);

    assertThat(devices.find(cookie, ANA)).isEqualTo("device-1");
    assertThat(cookie).doesNotContain("~");
  }

  @Test
  void forgetsADeviceAfterNinetyDaysWithoutALogin() {
    String cookie = devices.remember("", ANA);

    time.forward(Duration.ofDays(90).minusSeconds(1));
    assertThat(devices.find(cookie, ANA)).isNotNull();
    time.forward(Duration.ofSeconds(1));
    assertThat(devices.find(cookie, ANA)).isNull();
  }

  @Test
  void rejectsACookieWithAnyCharacterChanged() {
    String cookie = devices.remember("", ANA);
    for (int i = 0; i < cookie.length() - 1; i++) {
      char other = cookie.charAt(i) == '1' ? '2' : '1';
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertThat(devices.find(changed, ANA)).as(changed).isNull();
    }
  }

  @Test
  void remembersFiveAccountsPerBrowserAndDropsTheOldest() {
    String cookie = "";
    for (int i = 0; i < 6; i++) {
      cookie = devices.remember(cookie, "user" + i);
    }

    assertThat(devices.find(cookie, "user0")).isNull();
    for (int i = 1; i < 6; i++) {
      assertThat(devices.find(cookie, "user" + i)).isEqualTo("device-" + (i + 1));
    }
  }

  @Test
  void acceptsThePreviousSecretButNoOther() {
    String cookie = devices.remember("", ANA);

    assertThat(devices(OTHER, SECRET).find(cookie, ANA)).isEqualTo("device-1");
    assertThat(devices(OTHER, null).find(cookie, ANA)).isNull();
  }

  @Test
  void ignoresAnyOtherCookieContent() {
    for (String nonsense : new String[] {"", "~", "a.b.c", "~~~~~~~~~", "x".repeat(5000)}) {
      assertThat(devices.find(nonsense, ANA)).isNull();
      assertThat(devices.find(devices.remember(nonsense, ANA), ANA)).isNotNull();
    }
  }
}
