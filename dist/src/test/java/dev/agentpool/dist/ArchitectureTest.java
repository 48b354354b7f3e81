package dev.agentpool.dist;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.agentpool.dist.Rooms.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The code is laid out as the table of rooms in docs/architecture.md says, and the table is true.
 */
class ArchitectureTest {
  private static final Set<String> TIME_OF_DAY =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.lang.System.currentTimeMillis");

  /** Programs, and what wires the daemon. */
  private static final List<String> WIRING =
      List.of("daemon.", "api.", "cli.", "oldprogram.", "examples.", "testkit.");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test/")) // laid out in another way
          .importPackages(Rooms.ROOT.substring(0, Rooms.ROOT.length() - 1));

  private static final int USUAL_PUBLIC_TYPES = 3;

  private final Rooms rooms = Rooms.ofTheHouse();

  @Test
  void everyPackageIsAListedRoom() {
    Set<String> strangers = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (rooms.of(type.getPackageName()).isEmpty()) {
        strangers.add(type.getPackageName());
      }
    }
    assertThat(strangers).isEmpty();
  }

  @Test
  void everyListedRoomIsAPackageOfItsModule() {
    List<String> missing = new ArrayList<>();
    for (Room room : rooms.all()) {
      String folder = (Rooms.ROOT + room.name()).replaceAll("\\.\\.$", "").replace('.', '/');
      Path sources = Path.of("..", room.module(), "src/main/java", folder);
      if (!Files.isDirectory(sources)) {
        missing.add(sources.toString());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void roomsUseOnlyTheRoomsAndLibrariesTheyAreListedWith() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      Optional<Room> room = rooms.of(type.getPackageName());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        if (room.isPresent() && !isAllowed(room.get(), target(dependency))) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private boolean isAllowed(Room from, JavaClass to) {
    return to.isPrimitive()
        || (to.getName().startsWith(Rooms.ROOT)
            ? rooms.of(to.getPackageName()).map(from::mayUse).orElse(false)
            : Library.isEveryones(to.getName())
                || from.libraries().stream().anyMatch(library -> library.holds(to.getName())));
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  @Test
  void everyArrowAndLibraryOfTheTableIsUsed() {
    Set<String> unused = new TreeSet<>();
    for (Room room : rooms.all()) {
      Set<String> arrows = new TreeSet<>(room.arrows());
      Set<Library> libraries = new TreeSet<>(room.libraries());
      for (JavaClass type : CLASSES) {
        if (rooms.of(type.getPackageName()).filter(room::equals).isPresent()) {
          for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass to = target(dependency);
            rooms.of(to.getPackageName()).ifPresent(other -> arrows.remove(other.name()));
            libraries.removeIf(library -> library.holds(to.getName()));
          }
        }
      }
      arrows.forEach(arrow -> unused.add(room.name() + " uses nothing of " + arrow));
      libraries.forEach(library -> unused.add(room.name() + " uses nothing of " + library));
    }
    assertThat(unused).isEmpty();
  }

  /** So there can be no cycle of rooms, and a reader meets a room before it is used. */
  @Test
  void arrowsLeadToRoomsFurtherUpInTheTable() {
    List<String> wrong = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (Room room : rooms.all()) {
      for (String arrow : room.arrows()) {
        if (!above.contains(arrow)) {
          wrong.add(room.name() + " to " + arrow);
        }
      }
      above.add(room.name());
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void roomsShowAtMostThreeTypesOrAreListedWithTheReason() {
    Map<String, Integer> shown = new HashMap<>();
    for (JavaClass type : CLASSES) {
      boolean isShown =
          type.isTopLevelClass()
              && type.getModifiers().contains(JavaModifier.PUBLIC)
              && !type.getSimpleName().equals("package-info");
      if (isShown) {
        shown.merge(type.getPackageName(), 1, Integer::sum);
      }
    }
    Set<String> many = new TreeSet<>();
    shown.forEach((name, count) -> {
      if (count > USUAL_PUBLIC_TYPES) {
        rooms.of(name).ifPresent(room -> many.add(room.name()));
      }
    });
    Set<String> withoutReason = new TreeSet<>(many);
    withoutReason.removeAll(Rooms.withManyTypes());
    Set<String> listedInVain = new TreeSet<>(Rooms.withManyTypes());
    listedInVain.removeAll(many);
    assertThat(withoutReason)
        .as("show more than three public types; hide some, or give the reason in the list")
        .isEmpty();
    assertThat(listedInVain).as("show no more than three public types").isEmpty();
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(Rooms.ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** A thread that sleeps cannot be told to go on, and a test of it waits for real time. */
  @Test
  void nobodySleepsButTheTestkit() {
    Set<String> sleepers = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        JavaClass owner = access.getTargetOwner();
        if (access.getName().equals("sleep")
            && (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class))) {
          sleepers.add(type.getName());
        }
      }
    }
    sleepers.removeIf(type -> type.startsWith(Rooms.ROOT + "testkit."));
    assertThat(sleepers).isEmpty();
  }

  /**
   * The time of day comes in from whoever wires, so that a test may set it. What times a process or
   * a thread by the monotonic clock is not meant.
   */
  @Test
  void nobodyAsksTheMachineForTheTimeOfDayButWhoeverWires() {
    Set<String> asking = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        String call = access.getTargetOwner().getName() + "." + access.getName();
        if (TIME_OF_DAY.contains(call) || call.startsWith("java.time.Clock.system")) {
          asking.add(type.getName());
        }
      }
    }
    asking.removeIf(type -> WIRING.stream().anyMatch(room -> type.startsWith(Rooms.ROOT + room)));
    assertThat(asking)
        .as("SteadyClock only looks whether it was given the machine's")
        .containsExactly("dev.agentpool.ledger.moves.SteadyClock");
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    Set<String> silent = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      JavaPackage room = type.getPackage();
      if (!room.isAnnotatedWith(NullMarked.class)) {
        silent.add(room.getName());
      }
    }
    assertThat(silent).isEmpty();
  }
}
