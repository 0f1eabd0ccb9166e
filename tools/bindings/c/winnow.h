/* Where the C interface was installed in 0.1, as <winnow.h>; goes away with 0.3. */
#include <winnow/c.h>
