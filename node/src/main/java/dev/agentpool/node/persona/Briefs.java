package dev.agentpool.node.persona;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;

/**
 * What one attempt was really asked where a persona told it more than its prompt. It is kept until
 * the attempt is settled, so that a later daemon goes on with what the agent was told, and not with
 * what it would be told by then.
 */
public final class Briefs {
  private static final int LONGEST = 8 << 20;
  private static final String KEY = "prompt";
  private final Ledger ledger;
  private final Personas personas;

  public Briefs(Ledger ledger, Personas personas) {
    this.ledger = ledger;
    this.personas = personas;
  }

  private Notes<String> kept(TaskRecord task) {
    return new Space<>(
            "briefed:" + task.id() + ":" + task.fence(),
            Codec.TEXT,
            NoteBound.of(LONGEST, 2L * LONGEST))
        .in(ledger);
  }

  /** What the agent is to be asked. */
  public String begin(TaskRecord task, String prompt) {
    if (!Personas.isMarked(task)) {
      return prompt;
    }
    String told = personas.of(task).told(task, prompt);
    return kept(task).put(task.pool(), KEY, told) instanceof Reply.Done<?> ? told : prompt;
  }

  /** What it was asked by an earlier daemon. */
  public String asBegun(TaskRecord task, String prompt) {
    return Personas.isMarked(task)
        ? kept(task).find(task.pool(), KEY).map(Noted::value).orElse(prompt)
        : prompt;
  }

  /** The attempt is over, and is about to be settled. */
  public TaskResult ended(TaskRecord task, TaskResult result) {
    if (!Personas.isMarked(task)) {
      return result;
    }
    TaskResult settled = personas.of(task).ended(task, result);
    kept(task).take(task.pool());
    return settled;
  }
}
