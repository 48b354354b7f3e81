package dev.agentpool.wire;

import dev.agentpool.workspace.Workspaces;
import tools.jackson.databind.node.ObjectNode;

/** What a reviewer looks at, and merges (spec slot-pool 7.5, 7.12). */
public final class ReviewShapes {
  private ReviewShapes() {}

  public static ObjectNode change(Workspaces.Change change) {
    ObjectNode node =
        Shapes.object().put("branch", change.branch()).put("commits", change.commits());
    node.set("files", Shapes.texts(change.files()));
    return node.put("stat", change.stat()).put("patch", change.patch());
  }

  public static ObjectNode merged(Workspaces.Merged merged) {
    ObjectNode node =
        Shapes.object()
            .put("into", merged.into())
            .put("commit", merged.commit())
            .put("commits", merged.commits());
    node.set("notices", Shapes.texts(merged.notices()));
    return node;
  }
}
