/// Models: the models at hand with their cards; import, export, open in Explore.
@NullMarked
package studio.latent.app.models;

import org.jspecify.annotations.NullMarked;
