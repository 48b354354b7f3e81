package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.agentpool.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an entry of the journal says for people is shown to people, and decides nothing. */
class DetailIsForPeopleTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test/"))
          .importPackages("dev.agentpool");

  @Test
  void onlyTheLineOfAnEntryReadsItsDetail() {
    Set<String> readers = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (access.getTargetOwner().getName().equals(JournalEntry.class.getName())
            && access.getTarget().getName().equals("detail")
            && !access.getOriginOwner().equals(access.getTargetOwner())) {
          readers.add(access.getOriginOwner().getSimpleName());
        }
      }
    }
    assertThat(readers).containsExactly("StreamRoutes");
  }

  /**
   * The others have something else of that name: a problem, a check of doctor, how much is wanted
   * of what an agent wrote.
   */
  @Test
  void theCommandLineAndTheLibraryReadItByNameWhereTheyShowIt() throws IOException {
    Set<String> readers = new TreeSet<>();
    for (String module : List.of("cli", "client", "library")) {
      try (Stream<Path> sources = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (Files.readString(source).contains("\"detail\"")) {
            readers.add(module + " " + source.getFileName());
          }
        }
      }
    }
    assertThat(readers)
        .containsExactly(
            "cli CollectCommand.java",
            "cli ObserveCommand.java",
            "cli Smoke.java",
            "client DaemonClient.java",
            "client DoctorCommand.java",
            "client DoctorFlags.java",
            "client JournalLine.java",
            "library DaemonClient.java");
  }
}
