package dev.agentpool.api;

import java.util.List;
import java.util.Map;

/** The skills, asked over the daemon's socket. */
record RemoteSkills(Calls calls) implements Skills {
  @Override
  public List<Skill> list() {
    return Answer.list(Answer.items(calls.get(Calls.path("skills"))), Skill::of);
  }

  @Override
  public Skill get(String name) {
    return Skill.of(calls.get(Calls.path("skills", name)));
  }

  @Override
  public Skill add(Skill skill) {
    return Skill.of(calls.post(Calls.path("skills"), skill.plain()));
  }

  @Override
  public boolean remove(String name) {
    try {
      calls.delete(Calls.path("skills", name), Map.of());
      return true;
    } catch (PoolException.NotFound none) {
      return false;
    }
  }

  @Override
  public TaskHandle run(String name, Map<String, String> arguments, TaskOptions options) {
    Map<String, Object> body = Members.with(options.body(), "arguments", arguments);
    body = Members.with(body, "wait", false);
    return new RemoteTask(
        calls, Answer.text(calls.post(Calls.path("skills", name, "run"), body), "task_id"));
  }
}
