package dev.agentpool.rest;

import java.util.List;
import java.util.Locale;

/** The endpoints of one feature and the shapes that they speak of. */
interface RouteGroup {
  List<Endpoint> endpoints();

  /** What the document calls the feature. */
  default String feature() {
    return getClass().getSimpleName().replace("Routes", "").toLowerCase(Locale.ROOT);
  }

  /** Named shapes, as {@link ShapeText} reads them; any group may refer to any. */
  default String shapes() {
    return "";
  }
}
