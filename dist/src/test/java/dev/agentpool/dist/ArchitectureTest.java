package dev.agentpool.dist;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.agentpool.dist.Rooms.Room;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Arrows between rooms go one way and only where {@link Rooms} has them. */
class ArchitectureTest {
  private static final String ROOT = "dev.agentpool";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageIsAListedRoom() {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : classes) {
      if (Rooms.of(type.getPackageName()).isEmpty()) {
        strangers.add(type.getPackageName());
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void roomsUseOnlyTheRoomsAndLibrariesTheyAreListedWith() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        if (!isAllowed(type, dependency.getTargetClass().getBaseComponentType())) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isAllowed(JavaClass from, JavaClass to) {
    Room room = Rooms.of(from.getPackageName()).orElse(null);
    if (room == null || to.isPrimitive()) {
      return true; // a stranger is another test's business
    }
    return (to.getPackageName() + ".").startsWith(ROOT + ".")
        ? room.mayUseRoomOf(to.getPackageName())
        : room.mayUseLibraryClass(to.getName());
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass type : classes) {
      JavaPackage room = type.getPackage();
      if (!room.isAnnotatedWith(NullMarked.class)) {
        silent.add(room.getName());
      }
    }
    assertThat(silent).isEmpty();
  }
}
