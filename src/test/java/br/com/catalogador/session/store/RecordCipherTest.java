package br.com.catalogador.session.store;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.model.UserId;
import br.com.catalogador.support.Golden;
import br.com.catalogador.support.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordCipherTest {
  private static final byte[] RECORD = "{\"ssid\":\"4711\"}".getBytes(StandardCharsets.UTF_8);
  private static final UserId ANA = new UserId("1001");
  private static final UserId RUI = new UserId("1002");

  private final RecordCipher cipher = new RecordCipher(new Secret("a".repeat(32)));
  private final RecordCipher other = new RecordCipher(new Secret("b".repeat(32)));

  @Test
  void decryptsARecordUnderItsName() {
    String name = cipher.name(ANA);

    assertThat(cipher.open(cipher.seal(RECORD, name), name)).hasValue(RECORD);
    assertThat(cipher.open(cipher.seal(new byte[0], name), name)).hasValue(new byte[0]);
  }

  @Test
  void decryptsARecordOfThePreviousVersionUnderTheSameName() throws IOException {
    String[] sealed = Files.readString(Golden.file("records/sealed.txt")).split("\\s+");

    assertThat(cipher.name(ANA)).isEqualTo(sealed[0]);
    assertThat(cipher.open(Base64.getDecoder().decode(sealed[1]), sealed[0])).hasValue(RECORD);
    assertThat(cipher.name("ranking", ANA)).isEqualTo(sealed[2]);
  }

  @Test
  void doesNotDecryptARecordCopiedToAnotherName() {
    byte[] ofAna = cipher.seal(RECORD, cipher.name(ANA));

    assertThat(cipher.open(ofAna, cipher.name(RUI))).isEmpty();
  }

  @Test
  void doesNotDecryptARecordWithAnyBitFlipped() {
    String name = cipher.name(ANA);
    byte[] sealed = cipher.seal(RECORD, name);

    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] tampered = sealed.clone();
      tampered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(cipher.open(tampered, name)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void doesNotDecryptATruncatedRecord() {
    String name = cipher.name(ANA);
    byte[] sealed = cipher.seal(RECORD, name);

    for (int length = 0; length < sealed.length; length++) {
      assertThat(cipher.open(Arrays.copyOf(sealed, length), name)).as("%d", length).isEmpty();
    }
  }

  @Test
  void anotherSecretDecryptsNothingAndGivesOtherNames() {
    byte[] sealed = cipher.seal(RECORD, cipher.name(ANA));

    assertThat(other.open(sealed, cipher.name(ANA))).isEmpty();
    assertThat(other.name(ANA)).isNotEqualTo(cipher.name(ANA));
    assertThat(new RecordCipher(new Secret("a".repeat(32))).open(sealed, cipher.name(ANA)))
        .hasValue(RECORD);
  }

  @Test
  void usesANewNonceForEachRecord() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      byte[] sealed = cipher.seal(RECORD, cipher.name(ANA));
      assertThat(sealed[0]).isEqualTo((byte) 1);
      nonces.add(Arrays.toString(Arrays.copyOfRange(sealed, 1, 13)));
    }
    assertThat(nonces).hasSize(1000);
  }

  @Test
  void nameDoesNotRevealTheUser() {
    assertThat(cipher.name(ANA))
        .matches("catalogador:session:[\\w-]{43}")
        .doesNotContain(ANA.value());
  }
}
