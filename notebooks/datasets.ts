/** No sample data: a notebook of the lab shows what the lab computed. */
export {}
