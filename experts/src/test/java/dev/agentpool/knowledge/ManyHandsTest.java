package dev.agentpool.knowledge;

import static dev.agentpool.knowledge.KnowledgeFile.ERRORS;
import static dev.agentpool.knowledge.KnowledgeFile.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two pools, several processes, and processes that are killed, in the folder of one expert. */
@Timeout(240)
class ManyHandsTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path folder;

  private KnowledgeStore store() {
    return new KnowledgeStore(folder, Handwriting.PERSONS);
  }

  private static Origin by(String author) {
    return Origin.of(author, "task-1 of " + author, NOW, Source.TOOL);
  }

  /** A process of its own: appends so many errors, and adds as many entries to the state. */
  static final class Writer {
    public static void main(String[] args) {
      KnowledgeStore store = new KnowledgeStore(Path.of(args[0]), Handwriting.PERSONS);
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        write(store, args[1], i);
        System.out.println(i);
      }
    }

    static void write(KnowledgeStore store, String who, int i) {
      store.append("error " + i + " of " + who, by(who));
      Knowledge seen = store.read();
      store.saw("task-1 of " + who, Map.of(STATE, seen.counts(STATE)));
      store.replace(STATE, seen.counts(STATE) + "\n- entry " + i + " of " + who, by(who));
    }
  }

  private Process start(String who, int times) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString(),
            who,
            String.valueOf(times))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void holdsAll(List<String> writers, int times) {
    Knowledge all = store().read();
    for (String who : writers) {
      for (int i = 0; i < times; i++) {
        assertThat(all.text(ERRORS)).contains("error " + i + " of " + who);
        assertThat(all.text(STATE)).contains("- entry " + i + " of " + who);
      }
    }
    assertThat(all.entries()).hasSize(writers.size() * times * 2);
    assertThat(all.entries()).allSatisfy(e -> assertThat(e.text()).contains(e.origin().author()));
    assertThat(store().history()).noneMatch(change -> change.what().contains("by hand"));
  }

  @Test
  void threadsOfTwoPoolsLoseNothing() throws Exception {
    List<String> writers = List.of("w1", "w2", "w3", "w4");
    List<Callable<Boolean>> work = new ArrayList<>();
    for (String who : writers) {
      KnowledgeStore own = store();
      work.add(() -> {
        for (int i = 0; i < 12; i++) {
          Writer.write(own, who, i);
        }
        return true;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    holdsAll(writers, 12);
  }

  @Test
  void processesLoseNothing() throws Exception {
    Process a = start("pa", 15);
    Process b = start("pb", 15);
    for (Process process : List.of(a, b)) {
      process.getInputStream().readAllBytes();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    holdsAll(List.of("pa", "pb"), 15);
  }

  @Test
  void aProcessThatIsKilledLeavesEachChangeWholeOrAsIfItHadNeverBeen() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 6; round++) {
      Process process = start("r" + round, 100_000);
      var out = process.inputReader();
      int last = -1;
      for (int i = random.nextInt(6); i >= 0; i--) {
        last = Integer.parseInt(out.readLine());
      }
      process.destroyForcibly().waitFor();
      Knowledge now = store().read();
      assertThat(now.problems()).as("seed %d", seed).isEmpty();
      for (int i = 0; i <= last; i++) {
        assertThat(now.text(ERRORS)).as("seed %d", seed).contains("error " + i + " of r" + round);
        assertThat(now.text(STATE)).as("seed %d", seed).contains("entry " + i + " of r" + round);
      }
      assertThat(store().history())
          .as("seed %d", seed)
          .noneMatch(change -> change.what().contains("by hand"));
      assertThat(Files.readString(folder.resolve("errors.md"))).as("seed %d", seed).endsWith("\n");
    }
    try (Stream<Path> files = Files.list(folder.resolve(".knowledge"))) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("next-"))).isEmpty();
    }
    long first = store().history().getFirst().n();
    assertThat(store().textAfter(STATE, first)).as("seed %d", seed).isPresent();
  }

  @Test
  void whatAKilledProcessHadBegunIsCarriedOutOnceItsBookKnowsIt() throws IOException {
    store().replace(STATE, "one", by("a"));
    store().replace(STATE, "two", by("a"));
    // as it is between the book and the file's new name
    Files.writeString(folder.resolve("state.md"), "one\n");
    Files.writeString(folder.resolve(".knowledge/next-state"), "two\n");
    assertThat(store().read().text(STATE)).isEqualTo("two");
    assertThat(folder.resolve("state.md")).hasContent("two\n");
    // as it is before the book
    Files.writeString(folder.resolve(".knowledge/next-state"), "three\n");
    assertThat(store().read().text(STATE)).isEqualTo("two");
    assertThat(folder.resolve(".knowledge/next-state")).doesNotExist();
    assertThat(store().history()).hasSize(2);
  }
}
