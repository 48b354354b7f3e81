package dev.agentpool.node.question;

import dev.agentpool.session.ToolDesk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desk of a session that may ask nobody: its agent's writes are looked at all the same. */
record WatchOnly(ToolDesk desk) implements ToolDesk {
  @Override
  public Permission mayUse(String tool, Map<String, Object> input) {
    return NONE.mayUse(tool, input);
  }

  @Override
  public boolean answers() {
    return false;
  }

  @Override
  public boolean watchesWrites() {
    return desk.watchesWrites();
  }

  @Override
  public Optional<String> objection(String tool, List<String> files) {
    return desk.objection(tool, files);
  }
}
