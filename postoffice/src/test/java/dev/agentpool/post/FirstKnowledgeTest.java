package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.persona.Seeding;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An expert that knows nothing is told of the project before its first task, once. */
class FirstKnowledgeTest {
  private static final String SEEDED = PostLab.POOL + "[curation]\nseed = true\n";
  @TempDir Path folder;

  private static List<TaskRecord> seeds(PostLab lab) {
    return lab
        .ledger
        .tasks(new TaskFilter(lab.pool.id(), Set.of(), List.of(), null, null, 1_000, 0))
        .stream()
        .filter(task -> task.spec().prompt().text().startsWith("## Seed Task"))
        .toList();
  }

  private static Taken send(PostLab lab, String id, String to) {
    return lab.office().accept(lab.pool, PostLab.task(id, to), Sender.PERSON);
  }

  private static String idOf(TaskRecord task) {
    return Mailed.of(task).orElseThrow().mail().id().value();
  }

  private static void awaitQueued(PostLab lab, String id) {
    PostLab.await().until(() -> lab.office().task(lab.pool.id(), id).isPresent());
  }

  private static ExpertPlace auth(PostLab lab) {
    return lab.office().roster(lab.pool).find("auth").orElseThrow().place();
  }

  @Test
  void itsFirstTaskWaitsForTheResearcherAndIsToldSo() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      assertThat(send(lab, "t-1", "auth").told())
          .contains("waits for seed-auth-", "auth knows nothing yet");
      assertThat(send(lab, "t-2", "auth")).isInstanceOf(Taken.Held.class);
      assertThat(seeds(lab)).hasSize(1);
      TaskRecord seed = seeds(lab).getFirst();
      assertThat(seed.spec().prompt().text())
          .contains("**Target Expert:** auth", lab.project.toString());
      assertThat(Mailed.of(seed).orElseThrow().mail().to()).isEqualTo("researcher");
      assertThat(lab.doNext("seen")).isEqualTo(idOf(seed));
      awaitQueued(lab, "t-1");
      awaitQueued(lab, "t-2");
      assertThat(lab.doNext("done")).isEqualTo("t-1");
      assertThat(send(lab, "t-3", "auth")).isInstanceOf(Taken.Queued.class);
      assertThat(send(lab, "t-4", "researcher")).isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).hasSize(1);
    }
  }

  @Test
  void whereTheResearcherCannotBeAskedNobodyIsHeld() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      lab.refused = Mailed.tagOfExpert("researcher");
      assertThat(send(lab, "t-1", "auth")).isInstanceOf(Taken.Queued.class);
      lab.refused = "";
      assertThat(send(lab, "t-2", "auth")).isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).isEmpty(); // it has begun without
    }
  }

  @Test
  void whoAsksAQuestionDoesNotWaitForIt() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      Mail question =
          Mail.of(new MailId("q-1"), "concierge", "auth", MailType.QUESTION, "how long?");
      assertThat(lab.office().accept(lab.pool, question, Sender.PERSON))
          .isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).isEmpty();
    }
  }

  @Test
  void itCostsNoMoreThanIsBoundAndIsTriedOnce() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      send(lab, "t-1", "auth");
      TaskRecord seed = seeds(lab).getFirst();
      assertThat(seed.spec().cap()).isEqualTo(Money.ofUsd(1));
      assertThat(seed.spec().retry().maxAttempts()).isEqualTo(1);
      assertThat(seed.spec().settings().find(SettingKeys.TIMEOUT)).contains(Duration.ofMinutes(15));
    }
  }

  @Test
  void whereTheResearcherFailsThePersonIsToldAndTheTaskGoesOn() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      send(lab, "t-1", "auth");
      String seed = idOf(seeds(lab).getFirst());
      TaskRecord claimed = lab.begin(seed);
      lab.finish(
          claimed,
          TaskResult.of(PostLab.report(""))
              .withOutcome(Outcome.of(OutcomeCode.AGENT_ERROR, "it broke")));
      awaitQueued(lab, "t-1");
      PostLab.await()
          .untilAsserted(() ->
              assertThat(lab.unreadOf("concierge").toString()).contains(seed, "was not done"));
      assertThat(lab.doNext("done")).isEqualTo("t-1");
      send(lab, "t-2", "auth");
      assertThat(seeds(lab)).hasSize(1);
    }
  }

  @Test
  void whoKnowsSomethingAndWhereAPersonDoesNotWantItNobodyIsAsked() throws IOException {
    Path state = folder.resolve("project/.agent-pool/experts/auth/state.md");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "- tokens last an hour\n");
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      assertThat(send(lab, "t-1", "auth")).isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).isEmpty();
    }
    String off = PostLab.POOL + "[curation]\nseed = false\n";
    try (PostLab lab = new PostLab(Files.createDirectories(folder.resolve("off")), off)) {
      assertThat(send(lab, "t-1", "db")).isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).isEmpty();
      assertThat(Seeding.asked(auth(lab))).isEmpty();
    }
  }

  @Test
  void aDaemonThatIsKilledOnTheWayAsksForItOnce() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      String lost =
          Seeding.first(
                  auth(lab),
                  ExpertStores.of(auth(lab), Handwriting.PERSONS),
                  "",
                  true,
                  lab.pool.id().value(),
                  lab.ledger.now())
              .orElseThrow()
              .id(); // marked, and then the daemon was gone
      lab.restart();
      lab.clock.advance(Duration.ofHours(1));
      assertThat(send(lab, "t-1", "auth").told()).contains(lost);
      assertThat(seeds(lab)).hasSize(1);
      lab.restart();
      assertThat(send(lab, "t-2", "auth").told()).contains(lost);
      lab.whileDown(() -> assertThat(lab.node.claim("slot")).isPresent());
      assertThat(seeds(lab)).hasSize(1);
      lab.finish(seeds(lab).getFirst(), TaskResult.of(PostLab.report("seen")));
      awaitQueued(lab, "t-1");
      awaitQueued(lab, "t-2");
      assertThat(seeds(lab)).hasSize(1);
    }
  }

  @Test
  void aTaskWaitsForItHalfAnHourAtMost() {
    try (PostLab lab = new PostLab(folder, SEEDED)) {
      send(lab, "t-1", "auth");
      lab.clock.advance(Duration.ofMinutes(29));
      assertThat(send(lab, "t-2", "auth")).isInstanceOf(Taken.Held.class);
      lab.clock.advance(Duration.ofMinutes(2));
      assertThat(send(lab, "t-3", "auth")).isInstanceOf(Taken.Queued.class);
      lab.office().contractsChanged(lab.pool);
      awaitQueued(lab, "t-1");
      assertThat(seeds(lab)).hasSize(1);
    }
  }

  @Test
  void aSharedExpertThatAnotherPoolSeedsKeepsNobodyWaitingHere() {
    String shared = SEEDED + "[shared]\ninclude = [\"style\"]\n";
    try (PostLab lab = new PostLab(folder, shared)) {
      ExpertPlace style = lab.office().roster(lab.pool).find("style").orElseThrow().place();
      Seeding.first(
          style,
          ExpertStores.of(style, Handwriting.PERSONS),
          "",
          true,
          "another-pool",
          lab.ledger.now());
      assertThat(send(lab, "t-1", "style")).isInstanceOf(Taken.Queued.class);
      assertThat(seeds(lab)).isEmpty();
    }
  }
}
