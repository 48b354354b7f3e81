package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.KnowledgeFile;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The researcher is asked when it is due, by a pool over a ledger in memory. */
class CuratorTest {
  @TempDir Path folder;

  private static String pool(String curation) {
    return PostLab.POOL + "[curation]\n" + curation + "\n";
  }

  private static List<TaskRecord> curations(PostLab lab) {
    return lab
        .ledger
        .tasks(new TaskFilter(lab.pool.id(), Set.of(), List.of(), null, null, 1_000, 0))
        .stream()
        .filter(task -> task.spec().prompt().text().startsWith("## Curation Task"))
        .toList();
  }

  private static Curator curator(PostLab lab) {
    return new Curator(lab.ledger, lab.office(), _ -> Handwriting.PERSONS);
  }

  private static void work(PostLab lab, String id) {
    lab.drop(PostLab.task(id, "auth"));
    assertThat(lab.doNext("done")).isEqualTo(id);
  }

  private static ExpertStores auth(PostLab lab) {
    return ExpertStores.of(
        lab.office().roster(lab.pool).find(new ExpertName("auth").value()).orElseThrow().place(),
        Handwriting.PERSONS);
  }

  @Test
  void soManyTasksAskForACurationThatNamesTheExpertsAndItIsNotCountedItself() {
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 2"))) {
      curator(lab).look(lab.pool);
      work(lab, "t-1");
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).isEmpty();
      work(lab, "t-2");
      curator(lab).look(lab.pool);
      TaskRecord asked = curations(lab).getFirst();
      assertThat(asked.spec().prompt().text())
          .contains("**Trigger:** task_threshold", "| auth | pool |", "| db | pool |");
      assertThat(Mailed.of(asked).orElseThrow().mail().to()).isEqualTo("researcher");
      for (int i = 0; i < 4; i++) {
        if (i == 0) {
          assertThat(lab.doNext("looked after")).startsWith("curation-");
        }
        curator(lab).look(lab.pool);
      }
      work(lab, "t-3");
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(1);
    }
  }

  @Test
  void whatEndedWhileTheDaemonStoodStillIsCountedOnce() {
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 3"))) {
      curator(lab).look(lab.pool);
      work(lab, "t-1");
      lab.restart();
      work(lab, "t-2");
      curator(lab).look(lab.pool);
      curator(lab).look(lab.pool);
      lab.restart();
      assertThat(curations(lab)).isEmpty();
      work(lab, "t-3");
      curator(lab).look(lab.pool);
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(1);
    }
  }

  @Test
  void anIdleMonthAsksForNothingAndTheFirstChangeAfterItForOne() throws IOException {
    Path state = folder.resolve("project/.agent-pool/experts/auth/state.md");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "- tokens last an hour\n");
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 0"))) {
      curator(lab).look(lab.pool);
      for (int day = 0; day < 31; day++) {
        lab.clock.advance(Duration.ofDays(1));
        curator(lab).look(lab.pool);
      }
      assertThat(curations(lab)).isEmpty();
      Files.writeString(state, "- edited by hand\n");
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(1);
      assertThat(curations(lab).getFirst().spec().prompt().text()).contains("time_interval");
    }
  }

  @Test
  void aWishOfAPersonIsAskedAtOnceAndTheCountBeginsAnew() {
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 2"))) {
      curator(lab).look(lab.pool);
      work(lab, "t-1");
      List<Expert> all = lab.office().roster(lab.pool).experts();
      assertThat(curator(lab).wanted(lab.pool, all, true).mailId()).isEmpty();
      assertThat(curations(lab)).isEmpty();
      Curated asked = curator(lab).wanted(lab.pool, all, false);
      assertThat(asked.told().orElseThrow()).isInstanceOf(Taken.Queued.class);
      assertThat(curations(lab).getFirst().spec().prompt().text()).contains("**Trigger:** asked");
      assertThat(lab.doNext("looked after")).isEqualTo(asked.mailId().orElseThrow());
      work(lab, "t-2"); // the second since the pool began, the first since it was looked after
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(1);
      work(lab, "t-3");
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(2);
    }
  }

  @Test
  void aLookAtOneExpertLeavesTheCountOfThePoolAndADryOneItsFiles() {
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 1"))) {
      curator(lab).look(lab.pool);
      Origin origin = Origin.of("researcher", "c-0", lab.ledger.now(), Source.CURATION);
      auth(lab).own().append("Retry the login test once.", origin);
      auth(lab).own().promote("Retry the login test once.", "## Graduated Patterns", origin);
      List<Expert> one = List.of(lab.office().roster(lab.pool).find("auth").orElseThrow());
      Curated dry = curator(lab).wanted(lab.pool, one, true);
      assertThat(dry.experts().getFirst().findings()).hasSize(1);
      assertThat(auth(lab).own().read().text(KnowledgeFile.ERRORS)).contains("Retry");
      Curated done = curator(lab).wanted(lab.pool, one, false);
      assertThat(done.tidied()).hasSize(1).allMatch(line -> line.startsWith("auth: errors.md "));
      assertThat(done.experts().getFirst().findings()).isEmpty();
      assertThat(auth(lab).own().read().text(KnowledgeFile.ERRORS)).isEmpty();
      assertThat(lab.doNext("looked after")).isEqualTo(done.mailId().orElseThrow());
      work(lab, "t-1");
      curator(lab).look(lab.pool);
      assertThat(curations(lab)).hasSize(2);
    }
  }

  @Test
  void whatWasPromotedIsTakenOutBeforeTheResearcherIsAsked() {
    try (PostLab lab = new PostLab(folder, pool("interval_tasks = 1"))) {
      curator(lab).look(lab.pool);
      Origin origin = Origin.of("researcher", "c-0", lab.ledger.now(), Source.CURATION);
      auth(lab).own().append("Retry the login test once.", origin);
      auth(lab).own().promote("Retry the login test once.", "## Graduated Patterns", origin);
      work(lab, "t-1");
      curator(lab).look(lab.pool);
      assertThat(auth(lab).own().read().text(KnowledgeFile.ERRORS)).isEmpty();
      assertThat(curations(lab)).hasSize(1);
    }
  }
}
