package dev.agentpool.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  private static final Duration ROOM = Duration.ofSeconds(60);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Patience QUICK =
      new Patience(Duration.ofMillis(40), Duration.ofMillis(10), NEVER, Duration.ofMillis(50));

  @TempDir Path root;
  private Path folder;
  private Path aside;
  private final List<Path> told = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectory(root.resolve("post"));
    aside = Files.createDirectory(root.resolve("aside"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void whatIsRenamedIntoItsPlaceIsToldAtOnceHoweverLongOthersHaveToStandStill() throws Exception {
    watch(new Patience(NEVER, NEVER, NEVER, NEVER), false);
    Path written = written("mail");

    Path placed = Files.move(written, folder.resolve("a.md"));

    await().atMost(ROOM).untilAsserted(() -> assertThat(told).containsExactly(placed));
  }

  @Test
  void aFileIsNotWholeWhileSomebodyHasItOpenHoweverLongTheyRest() throws Exception {
    watch(QUICK, false);
    Path slow = folder.resolve("slow.md");
    try (OutputStream out = Files.newOutputStream(slow)) {
      out.write(new byte[5_000_000]);
      // each of these stands still for as long as the slow one has to, and longer
      for (int i = 0; i < 5; i++) {
        Path other = Files.writeString(folder.resolve("other" + i + ".md"), "mail");
        await().atMost(ROOM).until(() -> told.contains(other));
      }
      assertThat(told).doesNotContain(slow);
      out.write(new byte[5_000_000]);
    }

    await().atMost(ROOM).until(() -> told.contains(slow));
    assertThat(told).containsOnlyOnce(slow);
    assertThat(slow).hasSize(10_000_000);
  }

  @Test
  void aThousandAtOnceAreEachToldOnce() throws Exception {
    watch(QUICK, false);
    for (int i = 0; i < 1_000; i++) {
      Files.move(written("mail " + i), folder.resolve(i + ".md"));
    }

    await().atMost(ROOM).until(() -> told.size() >= 1_000);
    assertThat(told).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void whatTheSystemForgotToTellIsFoundInTheFolder() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FolderWatch watch = watching(new Patience(NEVER, NEVER, NEVER, NEVER));
    watch.watch(
        new Wanted(
            folder,
            root,
            name -> name.endsWith(".md"),
            false,
            files -> {
              told.addAll(files);
              held.countDown();
              awaitQuietly(go); // meanwhile the system's queue for the folder runs over
            }));
    Files.move(written("first"), folder.resolve("first.md"));
    held.await();
    for (int i = 0; i < 2_000; i++) {
      Files.move(written("mail " + i), folder.resolve(i + ".md"));
    }
    go.countDown();

    await().atMost(ROOM).until(() -> told.size() >= 2_001);
    assertThat(told).hasSize(2_001).doesNotHaveDuplicates();
  }

  @Test
  void aFolderThatGoesAndComesBackIsWatchedOn() throws Exception {
    watch(QUICK, false);
    Files.move(written("before"), folder.resolve("before.md"));
    await().atMost(ROOM).until(() -> told.size() == 1);

    Files.move(folder, root.resolve("moved"));
    Files.move(written("elsewhere"), root.resolve("moved").resolve("elsewhere.md"));
    Files.createDirectory(folder);
    Path back = Files.move(written("back"), folder.resolve("before.md"));

    await().atMost(ROOM).until(() -> told.size() >= 2);
    assertThat(told).containsExactly(back, back);
  }

  @Test
  void aFolderThatIsNotThereYetIsWaitedFor() throws Exception {
    Files.delete(folder);
    watch(QUICK, false);
    Files.createDirectory(folder);
    Path later = Files.move(written("later"), folder.resolve("later.md"));

    await().atMost(ROOM).untilAsserted(() -> assertThat(told).containsExactly(later));
  }

  @Test
  void aFolderThatLeadsOutOfItsPlaceIsNotLookedInto() throws Exception {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("secret.md"), "secret");
    Path pool = Files.createDirectory(root.resolve("pool"));
    Files.createSymbolicLink(pool.resolve("post"), outside);
    FolderWatch watch = watching(QUICK);
    watch.watch(wanted(pool.resolve("post"), pool, false));

    await().atMost(ROOM).until(() -> !troubles.isEmpty());
    assertThat(troubles).singleElement().asString().contains("leads out of");
    assertThat(told).isEmpty();
  }

  @Test
  void aLinkIsToldAsItIsAndNotFollowed() throws Exception {
    watch(new Patience(NEVER, NEVER, NEVER, NEVER), false);
    Path link = Files.createSymbolicLink(folder.resolve("link.md"), root.resolve("nowhere"));

    await().atMost(ROOM).untilAsserted(() -> assertThat(told).containsExactly(link));
  }

  @Test
  void aNameThatIsNoUtf8IsOneLikeAnyOther() throws Exception {
    watch(QUICK, false);
    Process move =
        new ProcessBuilder(
                "bash", "-c", "printf mail > x && sleep 0.02 && mv x $'post/\\xff\\xfe.md'")
            .directory(root.toFile())
            .start();
    assertThat(move.waitFor()).isZero();

    await().atMost(ROOM).until(() -> told.size() == 1);
    assertThat(Files.readString(told.getFirst())).isEqualTo("mail");
  }

  @Test
  void anEmptyFileIsWaitedForWhereItSaysNothing() throws Exception {
    watch(QUICK, false);
    Path empty = Files.createFile(folder.resolve("empty.md"));
    Path other = Files.writeString(folder.resolve("other.md"), "mail");
    await().atMost(ROOM).until(() -> told.contains(other));
    assertThat(told).doesNotContain(empty);

    Files.writeString(empty, "mail", StandardOpenOption.APPEND);
    await().atMost(ROOM).until(() -> told.contains(empty));
  }

  @Test
  void anEmptyFileIsWholeWhereThatSaysSomething() throws Exception {
    watch(QUICK, true);
    Path empty = Files.createFile(folder.resolve("empty.md"));

    await().atMost(ROOM).untilAsserted(() -> assertThat(told).containsExactly(empty));
  }

  @Test
  void whatLiesThereIsToldOldestFirst() throws Exception {
    for (int i : new int[] {3, 1, 2}) {
      Path file = Files.writeString(aside.resolve("f"), "mail");
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000 + i)));
      Files.move(file, folder.resolve(i + ".md"));
    }
    watch(QUICK, false);

    assertThat(told)
        .containsExactly(folder.resolve("1.md"), folder.resolve("2.md"), folder.resolve("3.md"));
  }

  @Test
  void whatStaysIsToldAgainOnlyWhenSomebodyTouchedIt() throws Exception {
    watch(QUICK, false);
    Path file = Files.move(written("mail"), folder.resolve("a.md"));
    await().atMost(ROOM).until(() -> told.size() == 1);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    await().atMost(ROOM).until(() -> told.size() == 2);

    Path other = Files.move(written("mail"), folder.resolve("b.md"));
    await().atMost(ROOM).until(() -> told.contains(other));
    assertThat(told).containsExactly(file, file, other);
  }

  @Test
  void namesThatDoNotCountAreNotTold() throws Exception {
    watch(QUICK, false);
    Files.move(written("half"), folder.resolve(".atomic-123"));
    Path mail = Files.move(written("mail"), folder.resolve("a.md"));

    await().atMost(ROOM).until(() -> told.contains(mail));
    assertThat(told).containsExactly(mail);
  }

  private Path written(String text) throws IOException {
    Path file = aside.resolve("file");
    Files.writeString(file, text);
    // as a writer that takes its time: written well before it is renamed
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(1)));
    return file;
  }

  private void watch(Patience patience, boolean emptyAtOnce) {
    watching(patience).watch(wanted(folder, root, emptyAtOnce));
  }

  private Wanted wanted(Path where, Path within, boolean emptyAtOnce) {
    return new Wanted(where, within, name -> name.endsWith(".md"), emptyAtOnce, told::addAll);
  }

  private FolderWatch watching(Patience patience) {
    FolderWatch watch = new FolderWatch(patience, Clock.systemUTC(), troubles::add).started();
    open.add(watch);
    return watch;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
