package dev.agentpool.node.question;

import dev.agentpool.budget.Reservation;
import dev.agentpool.question.Question;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import java.nio.file.Path;

/** What an attempt is to the desk where its agent asks. Thread-safe. */
public interface Work {
  AttemptKey attempt();

  Settings settings();

  /** What the agent's relative paths are meant from. */
  Path directory();

  /** The conversation with its agent, by a name that no other one has. */
  String session();

  /**
   * What stays set aside for it while it waits: what it has taken so far, and a request more.
   *
   * @param request what is thought of one more
   */
  Reservation keeps(Reservation request);

  /** It waits for an answer: its time stands still until {@link #goesOn}. */
  void waits();

  void goesOn();

  /** Its reservation is no more than this any longer. */
  void shrunk(Reservation kept);

  /**
   * It asks, or has its answer.
   *
   * @param told what came of it, for people; empty while it is open
   */
  void question(Question question, String told);

  /** A line for people. */
  void notice(String text);
}
