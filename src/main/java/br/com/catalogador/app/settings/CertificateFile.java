package br.com.catalogador.app.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Checks a PEM file of a certificate authority before a connection needs it. */
final class CertificateFile {
  private CertificateFile() {}

  /** Why the file cannot be used; empty when it can. */
  static Optional<String> problem(Path file, Instant now) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        return Optional.of("it has no certificate");
      }
      return all.stream()
          .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
          .filter(now::isAfter)
          .findFirst()
          .map(end -> "its certificate ended on " + LocalDate.ofInstant(end, ZoneOffset.UTC));
    } catch (NoSuchFileException e) {
      return Optional.of("there is no such file");
    } catch (AccessDeniedException e) {
      return Optional.of("may not be read by the user that runs this");
    } catch (CertificateException | IOException e) {
      return Optional.of("it has no certificate");
    }
  }
}
