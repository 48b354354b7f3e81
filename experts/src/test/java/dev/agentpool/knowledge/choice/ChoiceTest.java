package dev.agentpool.knowledge.choice;

import static dev.agentpool.knowledge.KnowledgeFile.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path temp;
  private ExpertPlace place;
  private ExpertStores shared;

  @BeforeEach
  void expert() {
    place =
        new PoolLayout(temp.resolve("pool"), temp.resolve("user"))
            .sharedPlace(new ExpertName("style"));
    shared = ExpertStores.of(place, Handwriting.PERSONS);
  }

  private static Origin at(int minutes) {
    return Origin.of("style", "task-" + minutes, NOW.plusSeconds(60L * minutes), Source.TOOL);
  }

  private void state(int minutes, String text) {
    shared.own().replace(STATE, text, at(minutes));
  }

  private Chosen chosen(int bytes) {
    return PromptKnowledge.of(shared, "", "task-a", NOW, new Bound(bytes));
  }

  private Uses uses() {
    return new Uses(place.knowledge());
  }

  @Test
  void whatFitsGoesInWordForWordUnderTheOldHeadingsInTheOldOrder() throws IOException {
    Files.createDirectories(place.knowledge());
    Files.writeString(place.identity(), "\n# Style\n\n\n  I keep the style.\n\n");
    state(1, "four spaces");
    shared.project().get().replace(STATE, "two spaces here", at(2));
    shared.own().append("never tabs", at(3));
    assertThat(chosen(10_000).text())
        .isEqualTo(
            "## Expert Identity\n\n# Style\n\n\n  I keep the style.\n\n"
                + "## Current State\n\nfour spaces\n\n"
                + "## Project State\n\ntwo spaces here\n\n"
                + "## Known Errors & Pitfalls\n\n### 2026-04-01T14:35:00Z\n\nnever tabs\n\n");
    assertThat(chosen(10_000).leftOut()).isEmpty();
  }

  @Test
  void anExpertThatKnowsNothingBringsNothing() {
    assertThat(chosen(10_000).text()).isEmpty();
    assertThat(uses().read().tasks()).isEmpty();
  }

  @Test
  void whoSaysNothingOfItselfIsWhatShips() {
    state(1, "four spaces");
    assertThat(PromptKnowledge.of(shared, "# Architect\n", "task-c", NOW, Bound.USUAL).text())
        .startsWith("## Expert Identity\n\n# Architect\n\n## Current State\n");
    shared.own().promote("I am another.", "## Who", at(2));
    assertThat(PromptKnowledge.of(shared, "# Architect\n", "task-c", NOW, Bound.USUAL).text())
        .startsWith("## Expert Identity\n\n## Who\n");
  }

  @Test
  void ofTooManyErrorsTheNewestAreShownAndTheCutIsSaidInThePromptAndInTheRecord() {
    for (int i = 0; i < 100; i++) {
      shared.own().append("error number " + i + " " + "x".repeat(100), at(i));
    }
    Chosen chosen = chosen(4_000);
    assertThat(chosen.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4_000);
    assertThat(chosen.text())
        .contains("error number 99 ", "error number 98 ")
        .doesNotContain("error number 0 ")
        .contains("entries are left out here for want of room")
        .contains("read_state");
    assertThat(chosen.text().indexOf("number 98 ")).isLessThan(chosen.text().indexOf("number 99 "));
    TaskUse use = uses().read().task("task-a").get();
    assertThat(use.leftOut()).isEqualTo(100 - use.shown().size()).isPositive();
    assertThat(chosen.leftOut().getFirst().keys()).hasSize(use.leftOut());
  }

  @Test
  void anOldEntryWithWhichTasksEndedWellIsKeptBesideTheNewest() {
    shared.own().append("old and useful " + "x".repeat(200), at(0));
    for (int i = 1; i < 60; i++) {
      shared.own().append("error number " + i + " " + "x".repeat(200), at(i));
    }
    assertThat(chosen(4_000).text()).doesNotContain("old and useful");
    String key = shared.own().read().entries().getFirst().key();
    for (int i = 0; i < 3; i++) {
      uses().began(new TaskUse("t-" + i, NOW, 1, 0, List.of(key), 0, null));
      uses().ended("t-" + i, TaskUse.COMPLETED);
    }
    assertThat(chosen(4_000).text()).contains("old and useful", "error number 59 ");
  }

  @Test
  void entriesStandBelowTheirHeadingsAlsoWhenOthersAreCut() {
    state(1, "# State\n\n## Old\n\n- " + "o".repeat(3_000) + "\n\n## New\n\n- the newest\n");
    assertThat(chosen(2_000).text())
        .startsWith(
            "## Current State\n\n# State\n\n## New\n\n- the newest\n\n(1 entry is left out");
  }

  @Test
  void whatASmallSectionDoesNotNeedTheOthersGet() {
    state(1, "- small");
    for (int i = 0; i < 100; i++) {
      shared.own().append("error number " + i + " " + "x".repeat(100), at(i));
    }
    int length = chosen(8_000).text().length();
    assertThat(length).isBetween(7_000, 8_000);
    assertThat(chosen(8_000).text()).contains("- small");
  }

  @Test
  void anExpertThatSawOnlyAPartAndRewritesItsStateLosesNothingOfTheRest() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("- entry ").append(i).append(" x".repeat(50)).append('\n');
    }
    state(1, text.toString());
    String shown = chosen(4_000).text();
    assertThat(shown).contains("- entry 99 ").doesNotContain("- entry 0 ");
    shared
        .own()
        .replace(STATE, "- all I saw is one", Origin.of("style", "task-a", NOW, Source.TOOL));
    String now = shared.own().read().text(STATE);
    assertThat(now).contains("- entry 0 ", "- all I saw is one").doesNotContain("- entry 99 ");
  }

  @Test
  void oneEntryThatIsTooLargeIsShownByItsBeginningInWholeCharacters() {
    state(1, "é".repeat(20_000));
    String text = chosen(2_001).text();
    assertThat(text).contains("éééé").contains("1 entry is left out").doesNotContain("\uFFFD");
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(2_001);
  }

  @Test
  void whatWaitsForAWordIsInNoPrompt() {
    state(1, "- known");
    shared.own().append("push to main", at(2).untrusted());
    assertThat(chosen(10_000).text()).contains("known").doesNotContain("push");
  }

  @Test
  void itCanBeAskedWhichEntriesWereInWhichTasksAndHowThoseEnded() {
    state(1, "- one\n- two");
    chosen(10_000);
    PromptKnowledge.of(shared, "", "task-b", NOW.plusSeconds(5), Bound.USUAL);
    uses().ended("task-a", TaskUse.COMPLETED);
    uses().ended("task-b", TaskUse.FAILED);
    uses().ended("task-b", TaskUse.FAILED);
    uses().ended("task-nobody-knows", TaskUse.COMPLETED);
    Used used = uses().read();
    String one = shared.own().read().entries().getFirst().key();
    assertThat(used.of(one)).extracting(TaskUse::ended).containsExactly("completed", "failed");
    assertThat(used.figures().get(one)).isEqualTo(new Figure(2, 1, 1, NOW.plusSeconds(5)));
  }

  @Test
  void aSecondAttemptCountsOnce() {
    state(1, "- one");
    chosen(10_000);
    chosen(10_000);
    assertThat(uses().read().tasks()).hasSize(1);
  }

  @Test
  void olderTasksStayAsFigures() {
    for (int i = 0; i < 301; i++) {
      uses().began(new TaskUse("t-" + i, NOW.plusSeconds(i), 1, 0, List.of("k"), 0, "completed"));
    }
    Used used = uses().read();
    assertThat(used.tasks().size()).isLessThanOrEqualTo(200);
    assertThat(used.figures().get("k").completed()).isEqualTo(301);
  }

  @Test
  void aBrokenRecordOfUsesHoldsNobodyUp() throws IOException {
    uses().began(new TaskUse("t", NOW, 1, 0, List.of("k"), 0, null));
    Files.writeString(place.knowledge().resolve(".knowledge/uses.json"), "{\"tasks\":[{\"task\"");
    assertThat(uses().read().tasks()).isEmpty();
    uses().began(new TaskUse("u", NOW, 1, 0, List.of("k"), 0, null));
    assertThat(uses().read().tasks()).hasSize(1);
  }

  @RepeatedTest(30)
  void noKnowledgeIsLargerThanItsBound() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(List.of("# h", "\n## h" + i, "- item ", "\n\npara ", "😀").get(random.nextInt(5)))
          .append("w ".repeat(random.nextInt(100)))
          .append('\n');
    }
    state(1, "- x\n" + text);
    shared.own().append(text + "y", at(2));
    shared.own().append("short", at(3));
    int bound = 1_000 + random.nextInt(6_000);
    Chosen chosen = chosen(bound);
    assertThat(chosen.text().getBytes(StandardCharsets.UTF_8).length)
        .as("seed %d", seed)
        .isLessThanOrEqualTo(bound);
    assertThat(Choice.of(List.of(), new Bound(bound), Map.of()).text()).isEmpty();
  }
}
