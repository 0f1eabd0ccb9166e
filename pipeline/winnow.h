#pragma once
// Where the public interface was in 0.1; goes away with 0.3.

#include "winnow/winnow.h"
