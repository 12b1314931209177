/**
 * The main job of Pointsman, shown and checked: {@code ./dev demo} tells it to a person, and the end-to-end tests go through
 * the same acts. An act does something to a lab and returns what it saw, or fails because it did not happen.
 */
package dev.pointsman.lab.demo;
