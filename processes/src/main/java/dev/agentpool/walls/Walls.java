package dev.agentpool.walls;

import dev.agentpool.session.Enclosure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lays out walls: the machine, the user's home, and what the session is said to need. */
public final class Walls {
  private Walls() {}

  /**
   * @param environment of the agent
   * @param folder the session's own, of which its processes see nothing
   * @param shown files that they see nevertheless, where they would be hidden: the program, what is
   *     handed over in files
   */
  public static Layout around(
      Enclosure.Walled session, Map<String, String> environment, Path folder, List<Path> shown) {
    Layout layout = Surroundings.home(Surroundings.lay(new Layout()), environment);
    session.hidden().forEach(layout::hidden);
    session.writable().forEach(layout::writable);
    session.fixed().forEach(layout::fixed);
    layout.hidden(folder);
    session.doors().forEach(layout::fixed);
    shown.forEach(layout::fixed);
    for (Path door : Doors.open()) {
      boolean own = session.doors().stream().anyMatch(door::startsWith);
      if (!own && !layout.isCovered(door)) {
        layout.hidden(door);
      }
    }
    return layout;
  }
}
