package dev.agentpool.operation;

import dev.agentpool.answer.ExpertKnowledge;
import dev.agentpool.knowledge.Change;
import dev.agentpool.knowledge.Entry;
import dev.agentpool.knowledge.Waiting;
import dev.agentpool.knowledge.account.KnownChange;
import dev.agentpool.knowledge.account.KnownEntry;
import dev.agentpool.knowledge.account.KnownWaiting;
import dev.agentpool.knowledge.choice.TaskUse;
import java.util.Locale;

/** What an expert knows as it is answered. */
final class KnowledgeAnswers {
  private KnowledgeAnswers() {}

  static ExpertKnowledge.Known entry(KnownEntry known) {
    Entry entry = known.entry();
    return new ExpertKnowledge.Known(
        entry.file().fileName(),
        entry.section(),
        entry.text(),
        known.isOfProject(),
        entry.origin().author(),
        entry.origin().taskId(),
        entry.origin().at(),
        entry.origin().source().name().toLowerCase(Locale.ROOT),
        entry.origin().trust().name().toLowerCase(Locale.ROOT),
        entry.counts(),
        known.use().tasks(),
        known.use().completed(),
        known.use().failed());
  }

  static ExpertKnowledge.Awaiting waiting(KnownWaiting known) {
    Waiting wish = known.wish();
    return new ExpertKnowledge.Awaiting(
        wish.n(),
        known.isOfProject(),
        wish.file().fileName(),
        wish.what(),
        wish.origin().author(),
        wish.origin().taskId(),
        wish.origin().at(),
        known.adds(),
        known.removes());
  }

  static ExpertKnowledge.Use use(TaskUse use) {
    return new ExpertKnowledge.Use(
        use.task(), use.at(), use.shown().size(), use.leftOut(), use.end());
  }

  static ExpertKnowledge.Changing change(KnownChange known) {
    Change change = known.change();
    return new ExpertKnowledge.Changing(
        change.n(),
        known.isOfProject(),
        change.file().fileName(),
        change.what(),
        change.origin().author(),
        change.origin().taskId(),
        change.origin().at());
  }
}
