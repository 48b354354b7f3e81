package dev.agentpool.rest;

import java.util.List;

/** The endpoints of one feature and the shapes that they speak of. */
interface RouteGroup {
  List<Endpoint> endpoints();

  /** Named shapes, as {@link ShapeText} reads them; any group may refer to any. */
  default String shapes() {
    return "";
  }
}
