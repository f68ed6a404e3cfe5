package br.com.catalogador.support;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.redis.client.Command;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The Redis commands that the product sends. */
public final class RedisCommands {
  private RedisCommands() {}

  /** The names of the commands that the methods of a package send, in lower case. */
  public static Set<String> sentBy(String packageName) {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(packageName)
            .stream()
            .map(JavaClass::getFieldAccessesFromSelf)
            .flatMap(Set::stream)
            .filter(access -> access.getTargetOwner().isEquivalentTo(Command.class))
            .filter(access -> !isListing(access.getOrigin()))
            .map(access -> access.getTarget().getName().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
  }

  /** Lists of commands are constants. */
  private static boolean isListing(JavaCodeUnit origin) {
    return origin instanceof JavaStaticInitializer;
  }

  /** The names of commands, in lower case. */
  public static Set<String> names(Set<Command> commands) {
    return commands.stream()
        .map(command -> command.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
