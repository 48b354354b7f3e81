package dev.agentpool.knowledge.account;

import static dev.agentpool.knowledge.KnowledgeFile.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.choice.Bound;
import dev.agentpool.knowledge.choice.PromptKnowledge;
import dev.agentpool.knowledge.choice.TaskUse;
import dev.agentpool.knowledge.choice.Uses;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpertAccountTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path temp;

  @Test
  void anAccountTellsWhoseEachEntryIsWhatItWasGoodForAndWhatWaits() {
    ExpertPlace place =
        new PoolLayout(temp.resolve("pool"), temp.resolve("user"))
            .sharedPlace(new ExpertName("style"));
    ExpertStores expert = ExpertStores.of(place, Handwriting.PERSONS);
    Origin own = Origin.of("style", "task-1", NOW, Source.TOOL);
    expert.own().replace(STATE, "four spaces", own);
    expert.project().get().replace(STATE, "two spaces here", own);
    expert.own().append("forged", own.untrusted());
    expert.own().flag("never tabs", "thrice", own);
    PromptKnowledge.of(expert, "", "task-2", NOW, Bound.USUAL);
    PromptKnowledge.of(expert, "", "task-3", NOW, Bound.USUAL);
    new Uses(place.knowledge()).ended("task-2", TaskUse.COMPLETED);

    ExpertAccount account = ExpertAccount.of(expert, 1, NOW);
    assertThat(account.entries())
        .extracting(known -> known.entry().text() + " " + known.isOfProject())
        .containsExactly("four spaces false", "two spaces here true");
    assertThat(account.entries())
        .allMatch(known -> known.use().tasks() == 2 && known.use().completed() == 1)
        .allMatch(known -> "task-1".equals(known.entry().origin().task()));
    assertThat(account.waiting()).hasSize(1);
    assertThat(account.flags()).hasSize(1);
    assertThat(account.findings()).hasSize(1);
    assertThat(account.tasks()).extracting(TaskUse::task).containsExactly("task-3");
    assertThat(account.changes()).hasSize(1);
    assertThat(ExpertAccount.of(expert, 10, NOW).changes())
        .extracting(KnownChange::isOfProject)
        .containsExactlyInAnyOrder(false, true);
    KnownWaiting forged = account.waiting().getFirst();
    assertThat(forged.isOfProject()).isFalse();
    assertThat(forged.adds()).contains("forged");
    assertThat(forged.removes()).isEmpty();
  }

  @Test
  void ofAnExpertWithoutAFolderThereIsNothingToTell() {
    ExpertPlace place =
        new PoolLayout(temp.resolve("pool"), temp.resolve("user")).place(new ExpertName("auth"));
    ExpertAccount account = ExpertAccount.of(ExpertStores.of(place, Handwriting.PERSONS), 10, NOW);
    assertThat(account.entries()).isEmpty();
    assertThat(place.knowledge()).doesNotExist();
  }
}
