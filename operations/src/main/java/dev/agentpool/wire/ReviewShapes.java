package dev.agentpool.wire;

import dev.agentpool.workspace.Workspaces;
import tools.jackson.databind.node.ObjectNode;

/** What a reviewer looks at (spec slot-pool 7.5). */
public final class ReviewShapes {
  private ReviewShapes() {}

  public static ObjectNode change(Workspaces.Change change) {
    ObjectNode node =
        Shapes.object().put("branch", change.branch()).put("commits", change.commits());
    node.set("files", Shapes.texts(change.files()));
    return node.put("stat", change.stat()).put("patch", change.patch());
  }
}
