package dev.agentpool.node.attempt;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.budget.Reservation;
import dev.agentpool.node.question.Work;
import dev.agentpool.question.Question;
import dev.agentpool.session.AgentSession;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import java.nio.file.Path;

/** What the desk where its agent asks needs of an attempt. */
record AttemptWork(
    AttemptKey attempt,
    Settings settings,
    AgentSession agent,
    Path directory,
    AttemptSpend spend,
    TurnBounds bounds,
    ActivityWriter activity)
    implements Work {

  @Override
  public String session() {
    String conversation = agent.providerSession();
    return conversation == null ? String.valueOf(agent.folder().getFileName()) : conversation;
  }

  @Override
  public Reservation keeps(Reservation request) {
    return spend.keeps(request);
  }

  @Override
  public void waits() {
    bounds.waits();
  }

  @Override
  public void goesOn() {
    bounds.goesOn();
  }

  @Override
  public void shrunk(Reservation kept) {
    spend.shrunk(kept);
  }

  @Override
  public void question(Question question, String told) {
    activity.question(question, told);
  }

  @Override
  public void notice(String text) {
    activity.notice(text);
  }
}
