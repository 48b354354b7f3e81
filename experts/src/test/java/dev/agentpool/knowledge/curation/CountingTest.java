package dev.agentpool.knowledge.curation;

import static dev.agentpool.knowledge.KnowledgeFile.ERRORS;
import static dev.agentpool.knowledge.KnowledgeFile.IDENTITY;
import static dev.agentpool.knowledge.KnowledgeFile.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.knowledge.Changed;
import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.KnowledgeStore;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.choice.Figure;
import dev.agentpool.knowledge.curation.CurationState.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  private static final String FLAKY = "LoginTest.timesOut at 30ms in src/test/LoginTest.java:";
  @TempDir Path folder;
  private KnowledgeStore store;

  @BeforeEach
  void store() {
    store = new KnowledgeStore(folder, Handwriting.PERSONS);
  }

  private static Origin in(String task, int day) {
    return Origin.of("auth", task, NOW.plus(Duration.ofDays(day)), Source.TOOL);
  }

  private List<Finding> found(int day, Map<String, Figure> figures) {
    return Counting.of(store.read(), figures, NOW.plus(Duration.ofDays(day)));
  }

  private List<Finding> found() {
    return found(1, Map.of());
  }

  private Entry entry(String text) {
    return store.read().entries().stream()
        .filter(entry -> entry.text().contains(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anErrorSeenInThreeTasksIsNamedForPromotionHoweverItsNumbersDiffer() {
    store.append(FLAKY + "12 the login test timed out waiting for the token", in("task-1", 0));
    store.append("the build needs JDK 25", in("task-1", 0));
    store.append(FLAKY + "99 the login test timed out waiting for a token", in("task-2", 0));
    assertThat(found()).isEmpty();
    store.append(
        "The login test timed out waiting for the token, LoginTest.timesOut", in("task-3", 0));
    Finding.Recurs recurs = (Finding.Recurs) found().getFirst();
    assertThat(recurs.times()).isEqualTo(3);
    assertThat(recurs.entries()).hasSize(3).noneMatch(e -> e.text().contains("JDK"));
  }

  @Test
  void oneTaskThatMeetsAnErrorThriceMetItOnce() {
    for (int i = 0; i < 3; i++) {
      store.append("the login test timed out waiting for the token", in("task-1", 0));
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void theErrorsOfAnOldPoolCountAsOftenAsTheyStandThere() throws IOException {
    StringBuilder old = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      old.append("\n### 2026-03-0").append(i).append("T10:00:00Z\n\nthe token service was down\n");
    }
    Files.writeString(folder.resolve("errors.md"), old);
    assertThat(found()).hasOnlyElementsOfType(Finding.Recurs.class).hasSize(1);
  }

  @Test
  void whatWasPromotedIsNotNamedAgainAndTheRuleTakesItOutAndThatCanBeUndone() throws IOException {
    String same = "Retry the login test once when the token service is slow.";
    for (int i = 0; i < 3; i++) {
      store.append(same, in("task-" + i, 0));
    }
    store.replace(STATE, "- " + same + "\n- tokens last an hour", in("task-4", 0));
    store.promote(same, "## Graduated Patterns", in("curation-1", 0));
    List<Finding> found = found();
    assertThat(found).hasOnlyElementsOfType(Finding.Promoted.class).hasSize(4);
    List<Changed.Done> done = Tidying.of(store, found, NOW);
    assertThat(store.read().text(STATE)).isEqualTo("- tokens last an hour");
    assertThat(store.read().text(ERRORS)).isEmpty();
    assertThat(Tidying.of(store, found(), NOW)).isEmpty();
    for (Changed.Done change : done) {
      store.undo(change.change().n(), in("ada", 1));
    }
    assertThat(store.read().text(STATE)).contains(same);
    assertThat(store.read().text(ERRORS)).contains(same);
  }

  @Test
  void whatTheIdentitySaysInOtherWordsIsOnlyNamed() {
    store.promote(
        "When the login test times out waiting for the token, retry it", "## P", in("c", 0));
    store.append("login test times out waiting for the token, retry", in("task-1", 0));
    Finding.Promoted promoted = (Finding.Promoted) found().getFirst();
    assertThat(promoted.word()).isFalse();
    assertThat(Tidying.of(store, found(), NOW)).isEmpty();
  }

  @Test
  void whatIsOldAndWasOfNoUseLatelyIsNamed() {
    store.replace(STATE, "- tokens last an hour\n- keys rotate", in("task-1", 0));
    assertThat(found(89, Map.of())).isEmpty();
    Map<String, Figure> used =
        Map.of(entry("keys").key(), new Figure(4, 3, 1, NOW.plus(Duration.ofDays(80))));
    assertThat(found(91, used)).containsExactly(new Finding.Stale(entry("tokens"), 91));
    assertThat(found(181, used)).hasSize(2);
  }

  @Test
  void aPatternWithWhichMoreTasksFailedThanEndedWellIsNamed() {
    store.promote("Always rebase.", "## Graduated Patterns", in("c", 0));
    String key = entry("rebase").key();
    assertThat(found(1, Map.of(key, new Figure(4, 1, 3, NOW)))).isEmpty();
    assertThat(found(1, Map.of(key, new Figure(6, 2, 4, NOW))))
        .containsExactly(new Finding.Doubtful(entry("rebase"), 2, 4));
  }

  @Test
  void flagsAndFilesThatAreNearlyFullAreNamed() {
    store.flag("Retry once.", "seen often", in("task-1", 0));
    store.replace(STATE, "x".repeat(45_000), in("task-1", 0));
    assertThat(found())
        .hasAtLeastOneElementOfType(Finding.Flagged.class)
        .contains(new Finding.Full(STATE, 45_000));
    assertThat(found()).noneMatch(f -> f instanceof Finding.Full full && full.file() == IDENTITY);
  }

  @Test
  void whatCurationItselfChangesIsNoReasonForTheNext() throws IOException {
    ExpertStores expert = new ExpertStores(store, Optional.empty());
    String none = ExpertLook.print(List.of(expert));
    store.replace(STATE, "- known", in("task-1", 0));
    String known = ExpertLook.print(List.of(expert));
    assertThat(known).isNotEqualTo(none);
    store.replace(STATE, "- better", Origin.of("researcher", "curation-1", NOW, Source.CURATION));
    store.remove(
        STATE,
        Set.of(entry("better").key()),
        "rule",
        Origin.of("curation", null, NOW, Source.RULE));
    assertThat(ExpertLook.print(List.of(expert))).isEqualTo(known);
    Files.writeString(folder.resolve("state.md"), "by hand\n");
    assertThat(ExpertLook.print(List.of(expert))).isNotEqualTo(known);
  }

  @Test
  void theMailHasTheTableTheToolsAndWhatWasCounted() {
    store.flag("Retry once.", "seen often", in("task-1", 0));
    String body =
        CurationMail.body(
            Reason.TASKS,
            List.of(
                new ExpertLook("auth", false, 120, 4, found()),
                new ExpertLook("style", true, 0, 0, List.of())));
    assertThat(body)
        .startsWith("## Curation Task\n\n**Trigger:** task_threshold\n\n")
        .contains(
            "\n### Experts to Curate\n\n| Expert | Type | State Size | Log Count |\n",
            "\n| auth | pool | 120 bytes | 4 |\n| style | shared | 0 bytes | 0 |\n",
            "- **auth**: promote? flagged by auth (seen often): \"Retry once.\"")
        .contains("`enrich_state`", "`write_expert_state`", "`promote_pattern`");
    assertThat(CurationMail.body(Reason.TIME, List.of())).doesNotContain("Counting");
  }

  @Test
  void errorsThatOnlyShareSmallWordsAreNotTheSame() {
    store.append("the cache is cold on the first request", in("task-1", 0));
    store.append("the queue is full on the second worker", in("task-2", 0));
    store.append("the disk is slow on the third machine", in("task-3", 0));
    store.append("12345", in("task-4", 0));
    store.append("67890", in("task-5", 0));
    store.append("11111", in("task-6", 0));
    assertThat(found()).isEmpty();
  }
}
