/**
 * Mail: Markdown files with a header, by which experts, people and programs speak to each other.
 * What a mail is, how it is read and written, and how its id is made.
 */
@NullMarked
package dev.agentpool.mail;

import org.jspecify.annotations.NullMarked;
